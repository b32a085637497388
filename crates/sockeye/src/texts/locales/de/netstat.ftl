### netstat in German. Keys, values and English: the phrases in crates/sockeye/src/applets/netstat/.
### States, option names, numbers and flags are never translated.

## Frame: what any listing may say

frame-no-support = dieses System unterstützt { $what } nicht
frame-not-built-in = netstat zeigt { $what } nicht an

## Command lines that are refused

refusal-unknown-option = unbekannte Option { $option }
refusal-ambiguous-option = die Option --{ $option } ist mehrdeutig: { $candidates }
refusal-missing-value = die Option { $option } verlangt einen Wert
refusal-unexpected-value = die Option { $option } nimmt keinen Wert
refusal-several-views = nur eine der Optionen -r, -i, -s und -M, und nur einmal
refusal-unknown-family = »{ $name }« ist keine Adressfamilie
refusal-hint = sockeye netstat --help zeigt die Optionen
refusal-no-selinux = SELinux ist hier nicht aktiv, es gibt also keine Kontexte

## Help

usage = Aufruf:
usage-route = Routentabellen, eine je <AF>
usage-interfaces = Schnittstellen und ihre Zähler
usage-groups = Mitgliedschaften in Multicast-Gruppen
usage-statistics = Zähler der Protokolle
usage-masquerade = maskierte Verbindungen
usage-verbose = auch sagen, was dieses System nicht unterstützt
usage-wide = Adressen ungekürzt anzeigen
usage-numeric = Rechner, Ports und Benutzer als Zahlen
usage-numeric-hosts = Rechner als Zahlen
usage-numeric-ports = Ports als Zahlen
usage-numeric-users = Benutzer als Zahlen
usage-symbolic = Hardwarenamen anzeigen
usage-extend = mehr anzeigen; zweimal für alles
usage-programs = Prozess anzeigen, dem der Socket gehört
usage-timers = laufenden Zeitgeber des Sockets anzeigen
usage-continuous = jede Sekunde von neuem anzeigen
usage-listening = nur Sockets, die auf Verbindungen warten
usage-all = alle Sockets (sonst nur solche mit Gegenstelle); alle Schnittstellen
usage-fib = Routen der Tabelle (außer mit -C)
usage-cache = Routen des Zwischenspeichers
usage-context = SELinux-Kontext dieses Prozesses anzeigen
usage-families = -4, -6, -A <AF>[,<AF>...] oder --<AF>; ohne Angabe inet
usage-routed-families = Adressfamilien mit Routen:
usage-idle-tcpip = --tcpip wählt nichts aus, wie im Original; --inet wählt IPv4

## Sockets

sockets-active-internet = Aktive Internetverbindungen
sockets-active-unix = Aktive Sockets der UNIX-Domäne
sockets-all = (Server und bestehende)
sockets-listening = (nur Server)
sockets-connected = (ohne Server)
sockets-protocol = Proto
sockets-receive-queue = Recv-Q
sockets-send-queue = Send-Q
sockets-local-address = Lokale Adresse
sockets-foreign-address = Entfernte Adresse
sockets-state = Status
sockets-user = Benutzer
sockets-inode = Inode
sockets-program = PID/Programmname
sockets-context = Sicherheitskontext
sockets-timer = Timer
sockets-references = RefZ
sockets-flags = Flags
sockets-type = Typ
sockets-unix-inode = I-Node
sockets-path = Pfad
sockets-active = Aktive { $family }-Sockets
sockets-destination = Ziel
sockets-source = Quelle
sockets-device = Gerät

## Statistics

statistics-icmp-input-histogram = Eingegangene ICMP-Nachrichten nach Art:
statistics-icmp-output-histogram = Ausgegangene ICMP-Nachrichten nach Art:
statistics-total-packets-received = { $count } Pakete insgesamt empfangen
statistics-with-invalid-headers = { $count } mit ungültigem Kopf
statistics-with-invalid-addresses = { $count } mit ungültiger Adresse
statistics-forwarded = { $count } weitergeleitet
statistics-with-unknown-protocol = { $count } mit unbekanntem Protokoll
statistics-incoming-packets-discarded = { $count } eingehende Pakete verworfen
statistics-incoming-packets-delivered = { $count } eingehende Pakete zugestellt
statistics-requests-sent-out = { $count } Anforderungen gesendet
statistics-outgoing-packets-dropped = { $count } ausgehende Pakete verworfen
statistics-dropped-because-of-missing-route = { $count } mangels Route verworfen
statistics-fragments-dropped-after-timeout = { $count } Fragmente nach Zeitablauf verworfen
statistics-reassemblies-required = { $count } Zusammensetzungen erforderlich
statistics-packets-reassembled-ok = { $count } Pakete erfolgreich zusammengesetzt
statistics-packet-reassemblies-failed = { $count } Zusammensetzungen von Paketen fehlgeschlagen
statistics-outgoing-packets-fragmented-ok = { $count } ausgehende Pakete erfolgreich fragmentiert
statistics-outgoing-packets-failed-fragmentation = { $count } ausgehende Pakete nicht fragmentierbar
statistics-fragments-created = { $count } Fragmente erzeugt
statistics-ip6-in-too-big-errors = { $count } zu große Pakete
statistics-ip6-in-no-routes = { $count } eingehende Pakete ohne Route
statistics-ip6-in-truncated-pkts = { $count } abgeschnittene Pakete
statistics-ip6-in-mcast-pkts = { $count } eingehende Multicast-Pakete
statistics-ip6-out-mcast-pkts = { $count } ausgehende Multicast-Pakete
statistics-icmp-messages-received = { $count } ICMP-Nachrichten empfangen
statistics-input-icmp-message-failed = { $count } eingehende ICMP-Nachrichten fehlgeschlagen
statistics-destination-unreachable = Ziel nicht erreichbar: { $count }
statistics-in-time-excds = Zeit während der Übertragung abgelaufen: { $count }
statistics-wrong-parameters = falsche Parameter: { $count }
statistics-in-src-quenchs = Drosselungen der Quelle: { $count }
statistics-redirects = Umleitungen: { $count }
statistics-echo-requests = Echo-Anforderungen: { $count }
statistics-echo-replies = Echo-Antworten: { $count }
statistics-in-timestamps = Zeitstempel-Anforderungen: { $count }
statistics-in-timestamp-reps = Zeitstempel-Antworten: { $count }
statistics-in-addr-masks = Adressmasken-Anforderungen: { $count }
statistics-address-mask-replies = Adressmasken-Antworten: { $count }
statistics-icmp-messages-sent = { $count } ICMP-Nachrichten gesendet
statistics-out-errors = { $count } ICMP-Nachrichten fehlgeschlagen
statistics-out-time-excds = Zeit abgelaufen: { $count }
statistics-out-src-quenchs = Drosselung der Quelle: { $count }
statistics-out-redirects = Umleitung: { $count }
statistics-out-timestamps = Zeitstempel-Anforderungen: { $count }
statistics-out-timestamp-reps = Zeitstempel-Antworten: { $count }
statistics-out-addr-masks = Adressmasken-Anforderungen: { $count }
statistics-packets-too-big = zu große Pakete: { $count }
statistics-icmp6-in-time-excds = ICMPv6-Zeitüberschreitung empfangen: { $count }
statistics-parameter-problem = Parameterproblem: { $count }
statistics-group-member-queries = Abfragen von Gruppenmitgliedern: { $count }
statistics-group-member-responses = Antworten von Gruppenmitgliedern: { $count }
statistics-group-member-reductions = Abgänge von Gruppenmitgliedern: { $count }
statistics-router-solicits = Router-Anfragen: { $count }
statistics-icmp6-in-router-advertisements = Router-Bekanntgaben: { $count }
statistics-icmp6-in-neighbor-solicits = Nachbar-Anfragen: { $count }
statistics-icmp6-in-neighbor-advertisements = Nachbar-Bekanntgaben: { $count }
statistics-icmp6-out-time-excds = ICMPv6-Zeitüberschreitung gesendet: { $count }
statistics-icmp6-out-neighbor-solicits = Nachbar-Anfragen: { $count }
statistics-icmp6-out-neighbor-advertisements = Nachbar-Bekanntgaben: { $count }
statistics-active-opens = { $count } aktive Verbindungsöffnungen
statistics-passive-opens = { $count } passive Verbindungsöffnungen
statistics-attempt-fails = { $count } fehlgeschlagene Verbindungsversuche
statistics-estab-resets = { $count } Verbindungsrücksetzungen empfangen
statistics-curr-estab = { $count } Verbindungen aufgebaut
statistics-in-segs = { $count } Segmente empfangen
statistics-out-segs = { $count } Segmente gesendet
statistics-retrans-segs = { $count } Segmente erneut übertragen
statistics-in-errs = { $count } fehlerhafte Segmente empfangen
statistics-out-rsts = { $count } Rücksetzungen gesendet
statistics-packets-received = { $count } Pakete empfangen
statistics-packets-to-unknown-port-received = { $count } Pakete an unbekannten Port empfangen
statistics-packet-receive-errors = { $count } Fehler beim Paketempfang
statistics-packets-sent = { $count } Pakete gesendet
statistics-rcvbuf-errors = { $count } Empfangspufferfehler
statistics-sndbuf-errors = { $count } Sendepufferfehler
statistics-syncookies-sent = { $count } SYN-Cookies gesendet
statistics-syncookies-recv = { $count } SYN-Cookies empfangen
statistics-syncookies-failed = { $count } ungültige SYN-Cookies empfangen
statistics-embryonic-rsts = { $count } Rücksetzungen für entstehende SYN_RECV-Sockets empfangen
statistics-prune-called = { $count } Pakete wegen Überlaufs des Socketpuffers aus der Empfangswarteschlange entfernt
statistics-rcv-pruned = { $count } Pakete aus der Empfangswarteschlange entfernt
statistics-ofo-pruned = { $count } Pakete wegen Überlaufs des Socketpuffers aus der Warteschlange außer der Reihe verworfen
statistics-out-of-window-icmps = { $count } ICMP-Pakete verworfen, weil außerhalb des Fensters
statistics-lock-dropped-icmps = { $count } ICMP-Pakete verworfen, weil der Socket gesperrt war
statistics-tw = { $count } TCP-Sockets haben TIME_WAIT mit dem schnellen Zeitgeber beendet
statistics-tw-recycled = { $count } TIME_WAIT-Sockets anhand des Zeitstempels wiederverwendet
statistics-paws-active = { $count } aktive Verbindungen wegen des Zeitstempels abgewiesen
statistics-paws-estab = { $count } Pakete in aufgebauten Verbindungen wegen des Zeitstempels abgewiesen
statistics-delayed-acks = { $count } verzögerte Bestätigungen gesendet
statistics-delayed-ack-locked = { $count } verzögerte Bestätigungen wegen gesperrten Sockets weiter verzögert
statistics-delayed-ack-lost = Schneller Bestätigungsmodus { $count } Mal eingeschaltet
statistics-listen-overflows = { $count } Mal lief die Warteschlange eines lauschenden Sockets über
statistics-listen-drops = { $count } SYNs an LISTEN-Sockets verworfen
statistics-tcp-hp-hits = { $count } Paketköpfe vorhergesagt
statistics-tcp-pure-acks = { $count } Bestätigungen ohne Nutzdaten empfangen
statistics-tcp-hp-acks = { $count } vorhergesagte Bestätigungen
statistics-tcp-reno-recovery = { $count } Mal durch schnelle Neuübertragung von Paketverlust erholt
statistics-tcp-sack-reorder = Umordnung { $count } Mal durch SACK erkannt
statistics-tcp-reno-reorder = Umordnung { $count } Mal durch schnelle Reno-Neuübertragung erkannt
statistics-tcp-ts-reorder = Umordnung { $count } Mal durch Zeitstempel erkannt
statistics-tcp-full-undo = { $count } Staufenster ganz ohne langsamen Start wiederhergestellt
statistics-tcp-partial-undo = { $count } Staufenster mit der Heuristik von Hoe teilweise wiederhergestellt
statistics-tcp-loss-undo = { $count } Staufenster nach teilweiser Bestätigung ohne langsamen Start wiederhergestellt
statistics-tcp-reno-failures = { $count } Zeitüberschreitungen nach schneller Reno-Neuübertragung
statistics-tcp-loss-failures = { $count } Zeitüberschreitungen im Verlustzustand
statistics-tcp-fast-retrans = { $count } schnelle Neuübertragungen
statistics-tcp-slow-start-retrans = { $count } Neuübertragungen im langsamen Start
statistics-tcp-rcv-collapsed = { $count } Pakete wegen knappen Socketpuffers in der Empfangswarteschlange zusammengelegt
statistics-tcp-abort-on-data = { $count } Verbindungen wegen unerwarteter Daten zurückgesetzt
statistics-tcp-abort-on-close = { $count } Verbindungen wegen vorzeitigen Schließens durch den Benutzer zurückgesetzt
statistics-tcp-abort-on-memory = { $count } Verbindungen wegen Speicherknappheit abgebrochen
statistics-tcp-abort-on-timeout = { $count } Verbindungen wegen Zeitüberschreitung abgebrochen
statistics-tcp-abort-on-linger = { $count } Verbindungen nach dem Schließen bei Ablauf der Linger-Zeit abgebrochen
statistics-tcp-abort-failed = { $count } Mal konnte mangels Speicher kein RST gesendet werden
statistics-tcp-memory-pressures = TCP-Speicher { $count } Mal knapp
statistics-paws-passive = { $count } passive Verbindungen wegen des Zeitstempels abgewiesen
statistics-sock-malloc-oom = Systemspeicher beim Senden von Paketen { $count } Mal erschöpft
statistics-tcp-abort-on-syn = { $count } Verbindungen wegen unerwarteten SYNs zurückgesetzt
statistics-tcp-direct-copy-from-backlog = { $count } Bytes aus dem Rückstau direkt im Prozesskontext
statistics-tcp-fack-reorder = Umordnung { $count } Mal durch FACK erkannt
statistics-tcp-forward-retrans = { $count } Vorwärts-Neuübertragungen
statistics-tcp-hp-hits-to-user = { $count } Paketköpfe vorhergesagt und direkt an den Benutzer gereicht
statistics-tcp-lost-retransmits = { $count } Neuübertragungen verloren
statistics-tcp-prequeued = { $count } Pakete direkt in die Vorwarteschlange von recvmsg gestellt
statistics-tcp-scheduler-failed = { $count } Mal kam der Empfänger zu spät für direkte Verarbeitung an die Reihe
statistics-sctp-curr-estab = { $count } bestehende Assoziationen
statistics-sctp-active-estabs = { $count } aktive Assoziationen
statistics-sctp-passive-estabs = { $count } passive Assoziationen
statistics-sctp-aborteds = { $count } Abbrüche
statistics-sctp-shutdowns = { $count } ordentliche Beendigungen
statistics-sctp-out-of-blues = { $count } Pakete aus heiterem Himmel
statistics-sctp-checksum-errors = { $count } Pakete mit ungültiger Prüfsumme
statistics-sctp-out-ctrl-chunks = { $count } Steuer-Chunks gesendet
statistics-sctp-out-order-chunks = { $count } geordnete Chunks gesendet
statistics-sctp-out-unorder-chunks = { $count } ungeordnete Chunks gesendet
statistics-sctp-in-ctrl-chunks = { $count } Steuer-Chunks empfangen
statistics-sctp-in-order-chunks = { $count } geordnete Chunks empfangen
statistics-sctp-in-unorder-chunks = { $count } ungeordnete Chunks empfangen
statistics-sctp-frag-usr-msgs = { $count } Nachrichten fragmentiert
statistics-sctp-reasm-usr-msgs = { $count } Nachrichten zusammengesetzt
statistics-sctp-out-sctp-packs = { $count } SCTP-Pakete gesendet
statistics-sctp-in-sctp-packs = { $count } SCTP-Pakete empfangen
statistics-families-without-statistics = netstat: Keine Statistik für die Adressfamilie: { $families }

## Routes

routes-ipv4-table = Kernel-IP-Routentabelle
routes-ipv4-cache = Kernel-IP-Routen-Cache
routes-ipv6-table = Kernel-IPv6-Routentabelle
routes-ipv6-cache = Kernel-IPv6-Routen-Cache
routes-destination = Ziel
routes-gateway = Router
routes-mask = Genmask
routes-source = Quelle
routes-flags = Flags
routes-metric = Metrik
routes-references = Ref
routes-uses = Ben
routes-interface = Iface
routes-window = Fenster
routes-next-hop = Nächster Sprung
routes-ipv6-flags = Flag
routes-ipv6-metric = Met
routes-ipv6-interface = If
routes-not-configured = { $family } ist auf diesem System nicht eingerichtet.
routes-no-routing = die Adressfamilie „{ $family }“ hat keine Routen
routes-no-ipx = IPX-Routen stehen weder in { $first } noch in { $second }.

## Interfaces

interfaces-title = Kernel-Schnittstellentabelle
interfaces-interface = Iface
interfaces-no-statistics = - keine Statistik verfügbar -
interfaces-loopback = Lokale Schleife
interfaces-received = RX-Pakete { $packets }  Bytes { $bytes } ({ $amount })
interfaces-received-compressed = RX komprimiert { $packets }
interfaces-received-errors = RX-Fehler { $errors }  Verloren { $dropped }  Überläufe { $overruns }  Rahmen { $frame }
interfaces-sent = TX-Pakete { $packets }  Bytes { $bytes } ({ $amount })
interfaces-sent-compressed = TX komprimiert { $packets }
interfaces-sent-errors = TX-Fehler { $errors }  Verloren { $dropped }  Überläufe { $overruns }  Träger { $carrier }  Kollisionen { $collisions }

## Groups

groups-title = IPv6/IPv4-Gruppenmitgliedschaften
groups-interface = Schnittstelle
groups-users = RefZäh
groups-group = Gruppe
