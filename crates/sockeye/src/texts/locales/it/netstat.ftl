### netstat in Italian. Keys, values and English: the phrases in crates/sockeye/src/applets/netstat/.
### States, option names, numbers and flags are never translated.

## Frame: what any listing may say

frame-no-support = questo sistema non supporta { $what }
frame-not-built-in = netstat non mostra { $what }

## Command lines that are refused

refusal-unknown-option = opzione sconosciuta: { $option }
refusal-ambiguous-option = l'opzione --{ $option } è ambigua: { $candidates }
refusal-missing-value = l'opzione { $option } richiede un valore
refusal-unexpected-value = l'opzione { $option } non accetta valori
refusal-several-views = una sola tra le opzioni -r, -i, -s e -M, e una volta sola
refusal-unknown-family = "{ $name }" non è una famiglia di indirizzi
refusal-hint = sockeye netstat --help elenca le opzioni
refusal-no-selinux = SELinux qui non è attivo, quindi non ci sono contesti da mostrare

## Help

usage = uso:
usage-route = tabelle di instradamento, una per <AF>
usage-interfaces = interfacce e relativi contatori
usage-groups = appartenenze ai gruppi multicast
usage-statistics = contatori dei protocolli
usage-masquerade = connessioni mascherate (masquerading)
usage-verbose = segnala anche ciò che il sistema non supporta
usage-wide = mostra gli indirizzi per intero
usage-numeric = host, porte e utenti in cifre
usage-numeric-hosts = host in cifre
usage-numeric-ports = porte in cifre
usage-numeric-users = utenti in cifre
usage-symbolic = mostra i nomi dell'hardware
usage-extend = mostra di più; due volte per vedere tutto
usage-programs = mostra il processo che tiene il socket
usage-timers = mostra il timer attivo del socket
usage-continuous = ripete ogni secondo
usage-listening = solo i socket in ascolto
usage-all = tutti i socket (altrimenti quelli con un interlocutore); tutte le interfacce
usage-fib = rotte della tabella (salvo con -C)
usage-cache = rotte della cache
usage-context = mostra il contesto SELinux di quel processo
usage-families = -4, -6, -A <AF>[,<AF>...] o --<AF>; inet se non indicato
usage-routed-families = Famiglie di indirizzi con instradamento:
usage-idle-tcpip = --tcpip non sceglie nulla, come nell'originale; --inet sceglie IPv4

## Sockets

sockets-active-internet = Connessioni Internet attive
sockets-active-unix = Socket attivi nel dominio UNIX
sockets-all = (server e connessioni stabilite)
sockets-listening = (solo server)
sockets-connected = (senza server)
sockets-protocol = Proto
sockets-receive-queue = Recv-Q
sockets-send-queue = Send-Q
sockets-local-address = Indirizzo locale
sockets-foreign-address = Indirizzo remoto
sockets-state = Stato
sockets-user = Utente
sockets-inode = Inode
sockets-program = PID/Nome programma
sockets-context = Contesto di sicurezza
sockets-timer = Timer
sockets-references = RefCnt
sockets-flags = Flag
sockets-type = Tipo
sockets-unix-inode = I-Node
sockets-path = Percorso
sockets-active = Socket { $family } attivi
sockets-destination = Dest
sockets-source = Origine
sockets-device = Dispos

## Statistics

statistics-icmp-input-histogram = Istogramma dei messaggi ICMP ricevuti:
statistics-icmp-output-histogram = Istogramma dei messaggi ICMP inviati:
statistics-total-packets-received = { $count } pacchetti ricevuti in totale
statistics-with-invalid-headers = { $count } con intestazione non valida
statistics-with-invalid-addresses = { $count } con indirizzo non valido
statistics-forwarded = { $count } inoltrati
statistics-with-unknown-protocol = { $count } con protocollo sconosciuto
statistics-incoming-packets-discarded = { $count } pacchetti in ingresso scartati
statistics-incoming-packets-delivered = { $count } pacchetti in ingresso consegnati
statistics-requests-sent-out = { $count } richieste inviate
statistics-outgoing-packets-dropped = { $count } pacchetti in uscita scartati
statistics-dropped-because-of-missing-route = { $count } scartati per mancanza di rotta
statistics-fragments-dropped-after-timeout = { $count } frammenti scartati allo scadere del tempo
statistics-reassemblies-required = { $count } riassemblaggi necessari
statistics-packets-reassembled-ok = { $count } pacchetti riassemblati con successo
statistics-packet-reassemblies-failed = { $count } riassemblaggi di pacchetti falliti
statistics-outgoing-packets-fragmented-ok = { $count } pacchetti in uscita frammentati con successo
statistics-outgoing-packets-failed-fragmentation = { $count } pacchetti in uscita non frammentabili
statistics-fragments-created = { $count } frammenti creati
statistics-ip6-in-too-big-errors = { $count } con pacchetti troppo grandi
statistics-ip6-in-no-routes = { $count } pacchetti in ingresso senza rotta
statistics-ip6-in-truncated-pkts = { $count } con pacchetti troncati
statistics-ip6-in-mcast-pkts = { $count } pacchetti multicast in ingresso
statistics-ip6-out-mcast-pkts = { $count } pacchetti multicast in uscita
statistics-icmp-messages-received = { $count } messaggi ICMP ricevuti
statistics-input-icmp-message-failed = { $count } messaggi ICMP in ingresso falliti
statistics-destination-unreachable = destinazione irraggiungibile: { $count }
statistics-in-time-excds = tempo scaduto in transito: { $count }
statistics-wrong-parameters = parametri errati: { $count }
statistics-in-src-quenchs = richieste di rallentamento della sorgente: { $count }
statistics-redirects = reindirizzamenti: { $count }
statistics-echo-requests = richieste echo: { $count }
statistics-echo-replies = risposte echo: { $count }
statistics-in-timestamps = richieste di marca temporale: { $count }
statistics-in-timestamp-reps = risposte di marca temporale: { $count }
statistics-in-addr-masks = richieste di maschera di indirizzo: { $count }
statistics-address-mask-replies = risposte di maschera di indirizzo: { $count }
statistics-icmp-messages-sent = { $count } messaggi ICMP inviati
statistics-out-errors = { $count } messaggi ICMP falliti
statistics-out-time-excds = tempo scaduto: { $count }
statistics-out-src-quenchs = richiesta di rallentamento della sorgente: { $count }
statistics-out-redirects = reindirizzamento: { $count }
statistics-out-timestamps = richieste di marca temporale: { $count }
statistics-out-timestamp-reps = risposte di marca temporale: { $count }
statistics-out-addr-masks = richieste di maschera di indirizzo: { $count }
statistics-packets-too-big = pacchetti troppo grandi: { $count }
statistics-icmp6-in-time-excds = tempo ICMPv6 scaduto ricevuto: { $count }
statistics-parameter-problem = problema di parametro: { $count }
statistics-group-member-queries = interrogazioni sui membri del gruppo: { $count }
statistics-group-member-responses = risposte dei membri del gruppo: { $count }
statistics-group-member-reductions = uscite di membri dal gruppo: { $count }
statistics-router-solicits = sollecitazioni di router: { $count }
statistics-icmp6-in-router-advertisements = annunci di router: { $count }
statistics-icmp6-in-neighbor-solicits = sollecitazioni di vicini: { $count }
statistics-icmp6-in-neighbor-advertisements = annunci di vicini: { $count }
statistics-icmp6-out-time-excds = tempo ICMPv6 scaduto inviato: { $count }
statistics-icmp6-out-neighbor-solicits = sollecitazioni di vicini: { $count }
statistics-icmp6-out-neighbor-advertisements = annunci di vicini: { $count }
statistics-active-opens = { $count } aperture di connessioni attive
statistics-passive-opens = { $count } aperture di connessioni passive
statistics-attempt-fails = { $count } tentativi di connessione falliti
statistics-estab-resets = { $count } reset di connessione ricevuti
statistics-curr-estab = { $count } connessioni stabilite
statistics-in-segs = { $count } segmenti ricevuti
statistics-out-segs = { $count } segmenti inviati
statistics-retrans-segs = { $count } segmenti ritrasmessi
statistics-in-errs = { $count } segmenti errati ricevuti
statistics-out-rsts = { $count } reset inviati
statistics-packets-received = { $count } pacchetti ricevuti
statistics-packets-to-unknown-port-received = { $count } pacchetti ricevuti per una porta sconosciuta
statistics-packet-receive-errors = { $count } errori di ricezione di pacchetti
statistics-packets-sent = { $count } pacchetti inviati
statistics-rcvbuf-errors = { $count } errori del buffer di ricezione
statistics-sndbuf-errors = { $count } errori del buffer di invio
statistics-syncookies-sent = { $count } cookie SYN inviati
statistics-syncookies-recv = { $count } cookie SYN ricevuti
statistics-syncookies-failed = { $count } cookie SYN non validi ricevuti
statistics-embryonic-rsts = { $count } reset ricevuti per socket SYN_RECV embrionali
statistics-prune-called = { $count } pacchetti eliminati dalla coda di ricezione per esaurimento del buffer del socket
statistics-rcv-pruned = { $count } pacchetti eliminati dalla coda di ricezione
statistics-ofo-pruned = { $count } pacchetti scartati dalla coda fuori sequenza per esaurimento del buffer del socket
statistics-out-of-window-icmps = { $count } pacchetti ICMP scartati perché fuori finestra
statistics-lock-dropped-icmps = { $count } pacchetti ICMP scartati perché il socket era bloccato
statistics-tw = { $count } socket TCP usciti da TIME_WAIT con il timer veloce
statistics-tw-recycled = { $count } socket TIME_WAIT riciclati tramite marca temporale
statistics-paws-active = { $count } connessioni attive rifiutate per la marca temporale
statistics-paws-estab = { $count } pacchetti rifiutati in connessioni stabilite per la marca temporale
statistics-delayed-acks = { $count } conferme ritardate inviate
statistics-delayed-ack-locked = { $count } conferme ritardate ulteriormente per socket bloccato
statistics-delayed-ack-lost = Modalità di conferma rapida attivata { $count } volte
statistics-listen-overflows = { $count } volte in cui è traboccata la coda di ascolto di un socket
statistics-listen-drops = { $count } SYN verso socket LISTEN scartati
statistics-tcp-hp-hits = { $count } intestazioni di pacchetti previste
statistics-tcp-pure-acks = { $count } conferme senza dati ricevute
statistics-tcp-hp-acks = { $count } conferme previste
statistics-tcp-reno-recovery = { $count } recuperi da perdita di pacchetti con ritrasmissione veloce
statistics-tcp-sack-reorder = Riordino rilevato { $count } volte tramite SACK
statistics-tcp-reno-reorder = Riordino rilevato { $count } volte tramite ritrasmissione veloce Reno
statistics-tcp-ts-reorder = Riordino rilevato { $count } volte tramite marca temporale
statistics-tcp-full-undo = { $count } finestre di congestione recuperate del tutto senza avvio lento
statistics-tcp-partial-undo = { $count } finestre di congestione recuperate in parte con l'euristica di Hoe
statistics-tcp-loss-undo = { $count } finestre di congestione recuperate senza avvio lento dopo conferma parziale
statistics-tcp-reno-failures = { $count } tempi scaduti dopo ritrasmissione veloce Reno
statistics-tcp-loss-failures = { $count } tempi scaduti in stato di perdita
statistics-tcp-fast-retrans = { $count } ritrasmissioni veloci
statistics-tcp-slow-start-retrans = { $count } ritrasmissioni in avvio lento
statistics-tcp-rcv-collapsed = { $count } pacchetti compattati nella coda di ricezione per buffer scarso
statistics-tcp-abort-on-data = { $count } connessioni azzerate per dati inattesi
statistics-tcp-abort-on-close = { $count } connessioni azzerate per chiusura anticipata dell'utente
statistics-tcp-abort-on-memory = { $count } connessioni interrotte per scarsità di memoria
statistics-tcp-abort-on-timeout = { $count } connessioni interrotte per tempo scaduto
statistics-tcp-abort-on-linger = { $count } connessioni interrotte dopo la chiusura, allo scadere del tempo di linger
statistics-tcp-abort-failed = { $count } RST non inviati per mancanza di memoria
statistics-tcp-memory-pressures = TCP a corto di memoria { $count } volte
statistics-paws-passive = { $count } connessioni passive rifiutate per la marca temporale
statistics-sock-malloc-oom = Memoria di sistema esaurita { $count } volte durante l'invio di pacchetti
statistics-tcp-abort-on-syn = { $count } connessioni azzerate per SYN inatteso
statistics-tcp-direct-copy-from-backlog = { $count } byte del backlog direttamente nel contesto del processo
statistics-tcp-fack-reorder = Riordino rilevato { $count } volte tramite FACK
statistics-tcp-forward-retrans = { $count } ritrasmissioni in avanti
statistics-tcp-hp-hits-to-user = { $count } intestazioni di pacchetti previste e accodate direttamente all'utente
statistics-tcp-lost-retransmits = { $count } ritrasmissioni perse
statistics-tcp-prequeued = { $count } pacchetti accodati direttamente nella precoda di recvmsg
statistics-tcp-scheduler-failed = { $count } volte in cui il ricevente è stato schedulato troppo tardi per l'elaborazione diretta
statistics-sctp-curr-estab = { $count } associazioni attuali
statistics-sctp-active-estabs = { $count } associazioni attive
statistics-sctp-passive-estabs = { $count } associazioni passive
statistics-sctp-aborteds = { $count } associazioni interrotte
statistics-sctp-shutdowns = { $count } chiusure regolari
statistics-sctp-out-of-blues = { $count } pacchetti fuori contesto
statistics-sctp-checksum-errors = { $count } pacchetti con checksum non valida
statistics-sctp-out-ctrl-chunks = { $count } chunk di controllo inviati
statistics-sctp-out-order-chunks = { $count } chunk ordinati inviati
statistics-sctp-out-unorder-chunks = { $count } chunk non ordinati inviati
statistics-sctp-in-ctrl-chunks = { $count } chunk di controllo ricevuti
statistics-sctp-in-order-chunks = { $count } chunk ordinati ricevuti
statistics-sctp-in-unorder-chunks = { $count } chunk non ordinati ricevuti
statistics-sctp-frag-usr-msgs = { $count } messaggi frammentati
statistics-sctp-reasm-usr-msgs = { $count } messaggi riassemblati
statistics-sctp-out-sctp-packs = { $count } pacchetti SCTP inviati
statistics-sctp-in-sctp-packs = { $count } pacchetti SCTP ricevuti
statistics-families-without-statistics = netstat: nessuna statistica per la famiglia di indirizzi: { $families }

## Routes

routes-ipv4-table = Tabella di instradamento IP del kernel
routes-ipv4-cache = Cache di instradamento IP del kernel
routes-ipv6-table = Tabella di instradamento IPv6 del kernel
routes-ipv6-cache = Cache di instradamento IPv6 del kernel
routes-destination = Destinazione
routes-gateway = Gateway
routes-mask = Genmask
routes-source = Sorgente
routes-flags = Flag
routes-metric = Metric
routes-references = Rif
routes-uses = Uso
routes-interface = Iface
routes-window = Finest.
routes-next-hop = Prossimo salto
routes-ipv6-flags = Flag
routes-ipv6-metric = Met
routes-ipv6-interface = If
routes-not-configured = { $family } non è configurato su questo sistema.
routes-no-routing = la famiglia di indirizzi «{ $family }» non ha instradamenti
routes-no-ipx = Instradamento IPX non trovato né in { $first } né in { $second }.

## Interfaces

interfaces-title = Tabella delle interfacce del kernel
interfaces-interface = Iface
interfaces-no-statistics = - statistiche non disponibili -
interfaces-loopback = Loopback locale
interfaces-received = Pacchetti RX { $packets }  byte { $bytes } ({ $amount })
interfaces-received-compressed = RX compressi { $packets }
interfaces-received-errors = Errori RX { $errors }  scartati { $dropped }  sovraccarichi { $overruns }  frame { $frame }
interfaces-sent = Pacchetti TX { $packets }  byte { $bytes } ({ $amount })
interfaces-sent-compressed = TX compressi { $packets }
interfaces-sent-errors = Errori TX { $errors }  scartati { $dropped }  sovraccarichi { $overruns }  portante { $carrier }  collisioni { $collisions }

## Groups

groups-title = Appartenenza ai gruppi IPv6/IPv4
groups-interface = Interfaccia
groups-users = ContRf
groups-group = Gruppo
