### netstat in French. Keys, values and English: the phrases in crates/sockeye/src/applets/netstat/.
### States, option names, numbers and flags are never translated.

## Frame: what any listing may say

frame-no-support = ce système ne prend pas en charge { $what }
frame-not-built-in = netstat n'affiche pas { $what }

## Command lines that are refused

refusal-unknown-option = option inconnue : { $option }
refusal-ambiguous-option = l'option --{ $option } est ambiguë : { $candidates }
refusal-missing-value = l'option { $option } demande une valeur
refusal-unexpected-value = l'option { $option } n'accepte pas de valeur
refusal-several-views = une seule option parmi -r, -i, -s et -M, et une seule fois
refusal-unknown-family = « { $name } » n'est pas une famille d'adresses
refusal-hint = sockeye netstat --help liste les options
refusal-no-selinux = SELinux n'est pas activé ici, il n'y a donc pas de contextes à afficher

## Help

usage = utilisation :
usage-route = tables de routage, une par <AF>
usage-interfaces = interfaces et leurs compteurs
usage-groups = appartenances aux groupes multicast
usage-statistics = compteurs des protocoles
usage-masquerade = connexions masquées (masquerading)
usage-verbose = signaler aussi ce que le système ne prend pas en charge
usage-wide = afficher les adresses en entier
usage-numeric = hôtes, ports et utilisateurs en chiffres
usage-numeric-hosts = hôtes en chiffres
usage-numeric-ports = ports en chiffres
usage-numeric-users = utilisateurs en chiffres
usage-symbolic = afficher les noms de matériel
usage-extend = en dire plus ; deux fois pour tout afficher
usage-programs = afficher le processus qui détient la socket
usage-timers = afficher la temporisation en cours de la socket
usage-continuous = recommencer chaque seconde
usage-listening = seulement les sockets à l'écoute
usage-all = toutes les sockets (sinon, celles qui ont un pair) ; toutes les interfaces
usage-fib = routes de la table (sauf avec -C)
usage-cache = routes du cache
usage-context = afficher le contexte SELinux de ce processus
usage-families = -4, -6, -A <AF>[,<AF>...] ou --<AF> ; inet à défaut
usage-routed-families = Familles d'adresses qui ont des routes :
usage-idle-tcpip = --tcpip ne choisit rien, comme dans l'original ; --inet choisit IPv4

## Sockets

sockets-active-internet = Connexions Internet actives
sockets-active-unix = Sockets du domaine UNIX actives
sockets-all = (serveurs et établies)
sockets-listening = (serveurs seulement)
sockets-connected = (sans serveurs)
sockets-protocol = Proto
sockets-receive-queue = Recv-Q
sockets-send-queue = Send-Q
sockets-local-address = Adresse locale
sockets-foreign-address = Adresse distante
sockets-state = Etat
sockets-user = Usager
sockets-inode = Inode
sockets-program = PID/Program name
sockets-context = Contexte de sécurité
sockets-timer = Minuteur
sockets-references = RefCnt
sockets-flags = Drapeaux
sockets-type = Type
sockets-unix-inode = I-Node
sockets-path = Chemin
sockets-active = Sockets { $family } actives
sockets-destination = Dest
sockets-source = Source
sockets-device = Périph

## Statistics

statistics-icmp-input-histogram = Histogramme des messages ICMP reçus :
statistics-icmp-output-histogram = Histogramme des messages ICMP émis :
statistics-total-packets-received = { $count } paquets reçus au total
statistics-with-invalid-headers = { $count } avec des en-têtes invalides
statistics-with-invalid-addresses = { $count } avec des adresses invalides
statistics-forwarded = { $count } réacheminés
statistics-with-unknown-protocol = { $count } de protocole inconnu
statistics-incoming-packets-discarded = { $count } paquets entrants rejetés
statistics-incoming-packets-delivered = { $count } paquets entrants délivrés
statistics-requests-sent-out = { $count } requêtes envoyées
statistics-outgoing-packets-dropped = { $count } paquets sortants abandonnés
statistics-dropped-because-of-missing-route = { $count } abandonnés faute de route
statistics-fragments-dropped-after-timeout = { $count } fragments abandonnés après expiration du délai
statistics-reassemblies-required = { $count } réassemblages nécessaires
statistics-packets-reassembled-ok = { $count } paquets réassemblés avec succès
statistics-packet-reassemblies-failed = { $count } réassemblages de paquets en échec
statistics-outgoing-packets-fragmented-ok = { $count } paquets sortants fragmentés avec succès
statistics-outgoing-packets-failed-fragmentation = { $count } paquets sortants impossibles à fragmenter
statistics-fragments-created = { $count } fragments créés
statistics-ip6-in-too-big-errors = { $count } paquets trop grands
statistics-ip6-in-no-routes = { $count } paquets entrants sans route
statistics-ip6-in-truncated-pkts = { $count } paquets tronqués
statistics-ip6-in-mcast-pkts = { $count } paquets multicast entrants
statistics-ip6-out-mcast-pkts = { $count } paquets multicast sortants
statistics-icmp-messages-received = { $count } messages ICMP reçus
statistics-input-icmp-message-failed = { $count } messages ICMP entrants en échec
statistics-destination-unreachable = destination inaccessible : { $count }
statistics-in-time-excds = délai dépassé en transit : { $count }
statistics-wrong-parameters = paramètres erronés : { $count }
statistics-in-src-quenchs = demandes de ralentissement de la source : { $count }
statistics-redirects = redirections : { $count }
statistics-echo-requests = requêtes echo : { $count }
statistics-echo-replies = réponses echo : { $count }
statistics-in-timestamps = demandes d'horodatage : { $count }
statistics-in-timestamp-reps = réponses d'horodatage : { $count }
statistics-in-addr-masks = demandes de masque d'adresse : { $count }
statistics-address-mask-replies = réponses de masque d'adresse : { $count }
statistics-icmp-messages-sent = { $count } messages ICMP envoyés
statistics-out-errors = { $count } messages ICMP en échec
statistics-out-time-excds = délai dépassé : { $count }
statistics-out-src-quenchs = demande de ralentissement de la source : { $count }
statistics-out-redirects = redirection : { $count }
statistics-out-timestamps = demandes d'horodatage : { $count }
statistics-out-timestamp-reps = réponses d'horodatage : { $count }
statistics-out-addr-masks = demandes de masque d'adresse : { $count }
statistics-packets-too-big = paquets trop grands : { $count }
statistics-icmp6-in-time-excds = délai ICMPv6 dépassé reçu : { $count }
statistics-parameter-problem = problème de paramètre : { $count }
statistics-group-member-queries = interrogations des membres de groupe : { $count }
statistics-group-member-responses = réponses des membres de groupe : { $count }
statistics-group-member-reductions = départs de membres de groupe : { $count }
statistics-router-solicits = sollicitations de routeur : { $count }
statistics-icmp6-in-router-advertisements = annonces de routeur : { $count }
statistics-icmp6-in-neighbor-solicits = sollicitations de voisin : { $count }
statistics-icmp6-in-neighbor-advertisements = annonces de voisin : { $count }
statistics-icmp6-out-time-excds = délai ICMPv6 dépassé envoyé : { $count }
statistics-icmp6-out-neighbor-solicits = sollicitations de voisin : { $count }
statistics-icmp6-out-neighbor-advertisements = annonces de voisin : { $count }
statistics-active-opens = { $count } ouvertures de connexions actives
statistics-passive-opens = { $count } ouvertures de connexions passives
statistics-attempt-fails = { $count } tentatives de connexion échouées
statistics-estab-resets = { $count } réinitialisations de connexions reçues
statistics-curr-estab = { $count } connexions établies
statistics-in-segs = { $count } segments reçus
statistics-out-segs = { $count } segments envoyés
statistics-retrans-segs = { $count } segments retransmis
statistics-in-errs = { $count } segments invalides reçus
statistics-out-rsts = { $count } réinitialisations envoyées
statistics-packets-received = { $count } paquets reçus
statistics-packets-to-unknown-port-received = { $count } paquets reçus pour un port inconnu
statistics-packet-receive-errors = { $count } erreurs de réception de paquets
statistics-packets-sent = { $count } paquets envoyés
statistics-rcvbuf-errors = { $count } erreurs de tampon de réception
statistics-sndbuf-errors = { $count } erreurs de tampon d'émission
statistics-syncookies-sent = { $count } cookies SYN envoyés
statistics-syncookies-recv = { $count } cookies SYN reçus
statistics-syncookies-failed = { $count } cookies SYN invalides reçus
statistics-embryonic-rsts = { $count } réinitialisations reçues pour des sockets SYN_RECV naissantes
statistics-prune-called = { $count } paquets élagués de la file de réception par débordement du tampon de la socket
statistics-rcv-pruned = { $count } paquets élagués de la file de réception
statistics-ofo-pruned = { $count } paquets abandonnés de la file hors séquence par débordement du tampon de la socket
statistics-out-of-window-icmps = { $count } paquets ICMP abandonnés car hors fenêtre
statistics-lock-dropped-icmps = { $count } paquets ICMP abandonnés car la socket était verrouillée
statistics-tw = { $count } sockets TCP sorties de TIME_WAIT par la minuterie rapide
statistics-tw-recycled = { $count } sockets TIME_WAIT recyclées par horodatage
statistics-paws-active = { $count } connexions actives rejetées à cause de l'horodatage
statistics-paws-estab = { $count } paquets rejetés dans des connexions établies à cause de l'horodatage
statistics-delayed-acks = { $count } acquittements différés envoyés
statistics-delayed-ack-locked = { $count } acquittements différés encore retardés par une socket verrouillée
statistics-delayed-ack-lost = Mode d'acquittement rapide activé { $count } fois
statistics-listen-overflows = { $count } débordements de la file d'écoute d'une socket
statistics-listen-drops = { $count } SYN vers des sockets LISTEN abandonnés
statistics-tcp-hp-hits = { $count } en-têtes de paquets prédits
statistics-tcp-pure-acks = { $count } acquittements sans données reçus
statistics-tcp-hp-acks = { $count } acquittements prédits
statistics-tcp-reno-recovery = { $count } reprises après perte de paquets par retransmission rapide
statistics-tcp-sack-reorder = Réordonnancement détecté { $count } fois par SACK
statistics-tcp-reno-reorder = Réordonnancement détecté { $count } fois par retransmission rapide Reno
statistics-tcp-ts-reorder = Réordonnancement détecté { $count } fois par horodatage
statistics-tcp-full-undo = { $count } fenêtres de congestion entièrement rétablies sans démarrage lent
statistics-tcp-partial-undo = { $count } fenêtres de congestion partiellement rétablies par l'heuristique de Hoe
statistics-tcp-loss-undo = { $count } fenêtres de congestion rétablies sans démarrage lent après acquittement partiel
statistics-tcp-reno-failures = { $count } délais dépassés après retransmission rapide Reno
statistics-tcp-loss-failures = { $count } délais dépassés en état de perte
statistics-tcp-fast-retrans = { $count } retransmissions rapides
statistics-tcp-slow-start-retrans = { $count } retransmissions en démarrage lent
statistics-tcp-rcv-collapsed = { $count } paquets regroupés dans la file de réception faute de tampon
statistics-tcp-abort-on-data = { $count } connexions réinitialisées à cause de données inattendues
statistics-tcp-abort-on-close = { $count } connexions réinitialisées par une fermeture prématurée de l'utilisateur
statistics-tcp-abort-on-memory = { $count } connexions interrompues par manque de mémoire
statistics-tcp-abort-on-timeout = { $count } connexions interrompues par dépassement de délai
statistics-tcp-abort-on-linger = { $count } connexions interrompues après fermeture, à la fin du délai linger
statistics-tcp-abort-failed = { $count } RST impossibles à envoyer faute de mémoire
statistics-tcp-memory-pressures = TCP à court de mémoire { $count } fois
statistics-paws-passive = { $count } connexions passives rejetées à cause de l'horodatage
statistics-sock-malloc-oom = Mémoire système épuisée { $count } fois pendant l'envoi de paquets
statistics-tcp-abort-on-syn = { $count } connexions réinitialisées à cause d'un SYN inattendu
statistics-tcp-direct-copy-from-backlog = { $count } octets du backlog traités directement dans le contexte du processus
statistics-tcp-fack-reorder = Réordonnancement détecté { $count } fois par FACK
statistics-tcp-forward-retrans = { $count } retransmissions anticipées
statistics-tcp-hp-hits-to-user = { $count } en-têtes de paquets prédits et remis directement à l'utilisateur
statistics-tcp-lost-retransmits = { $count } retransmissions perdues
statistics-tcp-prequeued = { $count } paquets placés directement dans la préfile de recvmsg
statistics-tcp-scheduler-failed = { $count } récepteurs ordonnancés trop tard pour un traitement direct
statistics-sctp-curr-estab = { $count } associations en cours
statistics-sctp-active-estabs = { $count } associations actives
statistics-sctp-passive-estabs = { $count } associations passives
statistics-sctp-aborteds = { $count } abandons
statistics-sctp-shutdowns = { $count } terminaisons normales
statistics-sctp-out-of-blues = { $count } paquets inopinés
statistics-sctp-checksum-errors = { $count } paquets avec une somme de contrôle invalide
statistics-sctp-out-ctrl-chunks = { $count } blocs de contrôle envoyés
statistics-sctp-out-order-chunks = { $count } blocs ordonnés envoyés
statistics-sctp-out-unorder-chunks = { $count } blocs non ordonnés envoyés
statistics-sctp-in-ctrl-chunks = { $count } blocs de contrôle reçus
statistics-sctp-in-order-chunks = { $count } blocs ordonnés reçus
statistics-sctp-in-unorder-chunks = { $count } blocs non ordonnés reçus
statistics-sctp-frag-usr-msgs = { $count } messages fragmentés
statistics-sctp-reasm-usr-msgs = { $count } messages réassemblés
statistics-sctp-out-sctp-packs = { $count } paquets SCTP envoyés
statistics-sctp-in-sctp-packs = { $count } paquets SCTP reçus
statistics-families-without-statistics = netstat : pas de statistiques pour la famille d'adresses : { $families }

## Routes

routes-ipv4-table = Table de routage IP du noyau
routes-ipv4-cache = Cache de routage IP du noyau
routes-ipv6-table = Table de routage IPv6 du noyau
routes-ipv6-cache = Cache de routage IPv6 du noyau
routes-destination = Destination
routes-gateway = Passerelle
routes-mask = Genmask
routes-source = Source
routes-flags = Indic
routes-metric = Métric
routes-references = Ref
routes-uses = Use
routes-interface = Iface
routes-window = Fenêtre
routes-next-hop = Prochain saut
routes-ipv6-flags = Ind.
routes-ipv6-metric = Mét
routes-ipv6-interface = If
routes-not-configured = { $family } n'est pas configuré sur ce système.
routes-no-routing = la famille d'adresses « { $family } » n'a pas de routes
routes-no-ipx = Routage IPX absent de { $first } et de { $second }.

## Interfaces

interfaces-title = Table d'interfaces noyau
interfaces-interface = Iface
interfaces-no-statistics = - pas de statistiques disponibles -
interfaces-loopback = Boucle locale
interfaces-received = Paquets reçus { $packets }  octets { $bytes } ({ $amount })
interfaces-received-compressed = Reçus compressés { $packets }
interfaces-received-errors = Erreurs en réception { $errors }  rejetés { $dropped }  débordements { $overruns }  trame { $frame }
interfaces-sent = Paquets émis { $packets }  octets { $bytes } ({ $amount })
interfaces-sent-compressed = Émis compressés { $packets }
interfaces-sent-errors = Erreurs en émission { $errors }  rejetés { $dropped }  débordements { $overruns }  porteuse { $carrier }  collisions { $collisions }

## Groups

groups-title = Appartenance aux groupes IPv6/IPv4
groups-interface = Interface
groups-users = RefCpt
groups-group = Groupe
