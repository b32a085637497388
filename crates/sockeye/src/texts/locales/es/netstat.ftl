### netstat in Spanish. Keys, values and English: the phrases in crates/sockeye/src/applets/netstat/.
### States, option names, numbers and flags are never translated.

## Frame: what any listing may say

frame-no-support = este sistema no admite { $what }
frame-not-built-in = netstat no muestra { $what }

## Command lines that are refused

refusal-unknown-option = opción desconocida: { $option }
refusal-ambiguous-option = la opción --{ $option } es ambigua: { $candidates }
refusal-missing-value = la opción { $option } necesita un valor
refusal-unexpected-value = la opción { $option } no admite ningún valor
refusal-several-views = solo una de las opciones -r, -i, -s y -M, y una sola vez
refusal-unknown-family = «{ $name }» no es una familia de direcciones
refusal-hint = sockeye netstat --help muestra las opciones
refusal-no-selinux = SELinux no está activo aquí, así que no hay contextos que mostrar

## Help

usage = uso:
usage-route = tablas de rutas, una por cada <AF>
usage-interfaces = interfaces y sus contadores
usage-groups = pertenencias a grupos de multidifusión
usage-statistics = contadores de los protocolos
usage-masquerade = conexiones enmascaradas
usage-verbose = indica también lo que el sistema no admite
usage-wide = muestra las direcciones completas
usage-numeric = equipos, puertos y usuarios en cifras
usage-numeric-hosts = equipos en cifras
usage-numeric-ports = puertos en cifras
usage-numeric-users = usuarios en cifras
usage-symbolic = muestra los nombres del hardware
usage-extend = muestra más; dos veces para verlo todo
usage-programs = muestra el proceso que tiene el socket
usage-timers = muestra el temporizador activo del socket
usage-continuous = lo repite cada segundo
usage-listening = solo los sockets a la escucha
usage-all = todos los sockets (si no, los que tienen interlocutor); todas las interfaces
usage-fib = rutas de la tabla (salvo con -C)
usage-cache = rutas de la caché
usage-context = muestra el contexto SELinux de ese proceso
usage-families = -4, -6, -A <AF>[,<AF>...] o --<AF>; inet si no se indica
usage-routed-families = Familias de direcciones con rutas:
usage-idle-tcpip = --tcpip no elige nada, como en el original; --inet elige IPv4

## Sockets

sockets-active-internet = Conexiones activas de Internet
sockets-active-unix = Sockets activos del dominio UNIX
sockets-all = (servidores y establecidas)
sockets-listening = (solo servidores)
sockets-connected = (sin servidores)
sockets-protocol = Proto
sockets-receive-queue = Recv-Q
sockets-send-queue = Send-Q
sockets-local-address = Dirección local
sockets-foreign-address = Dirección remota
sockets-state = Estado
sockets-user = Usuario
sockets-inode = Inodo
sockets-program = PID/Programa
sockets-context = Contexto de seguridad
sockets-timer = Temporiz.
sockets-references = RefCnt
sockets-flags = Indic.
sockets-type = Tipo
sockets-unix-inode = I-Node
sockets-path = Ruta
sockets-active = Sockets { $family } activos
sockets-destination = Destino
sockets-source = Origen
sockets-device = Dispos

## Statistics

statistics-icmp-input-histogram = Histograma de mensajes ICMP recibidos:
statistics-icmp-output-histogram = Histograma de mensajes ICMP enviados:
statistics-total-packets-received = { $count } paquetes recibidos en total
statistics-with-invalid-headers = { $count } con cabecera no válida
statistics-with-invalid-addresses = { $count } con dirección no válida
statistics-forwarded = { $count } reenviados
statistics-with-unknown-protocol = { $count } con protocolo desconocido
statistics-incoming-packets-discarded = { $count } paquetes entrantes descartados
statistics-incoming-packets-delivered = { $count } paquetes entrantes entregados
statistics-requests-sent-out = { $count } solicitudes enviadas
statistics-outgoing-packets-dropped = { $count } paquetes salientes descartados
statistics-dropped-because-of-missing-route = { $count } descartados por falta de ruta
statistics-fragments-dropped-after-timeout = { $count } fragmentos descartados por agotarse el tiempo
statistics-reassemblies-required = { $count } reensamblajes necesarios
statistics-packets-reassembled-ok = { $count } paquetes reensamblados correctamente
statistics-packet-reassemblies-failed = { $count } reensamblajes de paquetes fallidos
statistics-outgoing-packets-fragmented-ok = { $count } paquetes salientes fragmentados correctamente
statistics-outgoing-packets-failed-fragmentation = { $count } paquetes salientes que no se pudieron fragmentar
statistics-fragments-created = { $count } fragmentos creados
statistics-ip6-in-too-big-errors = { $count } con paquetes demasiado grandes
statistics-ip6-in-no-routes = { $count } paquetes entrantes sin ruta
statistics-ip6-in-truncated-pkts = { $count } con paquetes truncados
statistics-ip6-in-mcast-pkts = { $count } paquetes multicast entrantes
statistics-ip6-out-mcast-pkts = { $count } paquetes multicast salientes
statistics-icmp-messages-received = { $count } mensajes ICMP recibidos
statistics-input-icmp-message-failed = { $count } mensajes ICMP entrantes fallidos
statistics-destination-unreachable = destino inalcanzable: { $count }
statistics-in-time-excds = tiempo agotado en tránsito: { $count }
statistics-wrong-parameters = parámetros incorrectos: { $count }
statistics-in-src-quenchs = peticiones de reducción al origen: { $count }
statistics-redirects = redirecciones: { $count }
statistics-echo-requests = peticiones de eco: { $count }
statistics-echo-replies = respuestas de eco: { $count }
statistics-in-timestamps = peticiones de marca de tiempo: { $count }
statistics-in-timestamp-reps = respuestas de marca de tiempo: { $count }
statistics-in-addr-masks = peticiones de máscara de dirección: { $count }
statistics-address-mask-replies = respuestas de máscara de dirección: { $count }
statistics-icmp-messages-sent = { $count } mensajes ICMP enviados
statistics-out-errors = { $count } mensajes ICMP fallidos
statistics-out-time-excds = tiempo agotado: { $count }
statistics-out-src-quenchs = petición de reducción al origen: { $count }
statistics-out-redirects = redirección: { $count }
statistics-out-timestamps = peticiones de marca de tiempo: { $count }
statistics-out-timestamp-reps = respuestas de marca de tiempo: { $count }
statistics-out-addr-masks = peticiones de máscara de dirección: { $count }
statistics-packets-too-big = paquetes demasiado grandes: { $count }
statistics-icmp6-in-time-excds = tiempo ICMPv6 agotado recibido: { $count }
statistics-parameter-problem = problema de parámetro: { $count }
statistics-group-member-queries = consultas de miembros de grupo: { $count }
statistics-group-member-responses = respuestas de miembros de grupo: { $count }
statistics-group-member-reductions = bajas de miembros de grupo: { $count }
statistics-router-solicits = solicitudes de encaminador: { $count }
statistics-icmp6-in-router-advertisements = anuncios de encaminador: { $count }
statistics-icmp6-in-neighbor-solicits = solicitudes de vecino: { $count }
statistics-icmp6-in-neighbor-advertisements = anuncios de vecino: { $count }
statistics-icmp6-out-time-excds = tiempo ICMPv6 agotado enviado: { $count }
statistics-icmp6-out-neighbor-solicits = solicitudes de vecino: { $count }
statistics-icmp6-out-neighbor-advertisements = anuncios de vecino: { $count }
statistics-active-opens = { $count } aperturas activas de conexiones
statistics-passive-opens = { $count } aperturas pasivas de conexiones
statistics-attempt-fails = { $count } intentos de conexión fallidos
statistics-estab-resets = { $count } reinicios de conexión recibidos
statistics-curr-estab = { $count } conexiones establecidas
statistics-in-segs = { $count } segmentos recibidos
statistics-out-segs = { $count } segmentos enviados
statistics-retrans-segs = { $count } segmentos retransmitidos
statistics-in-errs = { $count } segmentos erróneos recibidos
statistics-out-rsts = { $count } reinicios enviados
statistics-packets-received = { $count } paquetes recibidos
statistics-packets-to-unknown-port-received = { $count } paquetes recibidos para un puerto desconocido
statistics-packet-receive-errors = { $count } errores al recibir paquetes
statistics-packets-sent = { $count } paquetes enviados
statistics-rcvbuf-errors = { $count } errores del búfer de recepción
statistics-sndbuf-errors = { $count } errores del búfer de envío
statistics-syncookies-sent = { $count } cookies SYN enviadas
statistics-syncookies-recv = { $count } cookies SYN recibidas
statistics-syncookies-failed = { $count } cookies SYN no válidas recibidas
statistics-embryonic-rsts = { $count } reinicios recibidos para sockets SYN_RECV embrionarios
statistics-prune-called = { $count } paquetes podados de la cola de recepción por desbordamiento del búfer del socket
statistics-rcv-pruned = { $count } paquetes podados de la cola de recepción
statistics-ofo-pruned = { $count } paquetes descartados de la cola fuera de orden por desbordamiento del búfer del socket
statistics-out-of-window-icmps = { $count } paquetes ICMP descartados por estar fuera de la ventana
statistics-lock-dropped-icmps = { $count } paquetes ICMP descartados porque el socket estaba bloqueado
statistics-tw = { $count } sockets TCP que terminaron TIME_WAIT con el temporizador rápido
statistics-tw-recycled = { $count } sockets TIME_WAIT reciclados por marca de tiempo
statistics-paws-active = { $count } conexiones activas rechazadas por la marca de tiempo
statistics-paws-estab = { $count } paquetes rechazados en conexiones establecidas por la marca de tiempo
statistics-delayed-acks = { $count } confirmaciones retardadas enviadas
statistics-delayed-ack-locked = { $count } confirmaciones retardadas aún más por estar el socket bloqueado
statistics-delayed-ack-lost = Modo de confirmación rápida activado { $count } veces
statistics-listen-overflows = { $count } desbordamientos de la cola de escucha de un socket
statistics-listen-drops = { $count } SYN a sockets LISTEN descartados
statistics-tcp-hp-hits = { $count } cabeceras de paquetes predichas
statistics-tcp-pure-acks = { $count } confirmaciones sin datos recibidas
statistics-tcp-hp-acks = { $count } confirmaciones predichas
statistics-tcp-reno-recovery = { $count } recuperaciones de pérdida de paquetes por retransmisión rápida
statistics-tcp-sack-reorder = Reordenación detectada { $count } veces mediante SACK
statistics-tcp-reno-reorder = Reordenación detectada { $count } veces mediante retransmisión rápida Reno
statistics-tcp-ts-reorder = Reordenación detectada { $count } veces mediante marca de tiempo
statistics-tcp-full-undo = { $count } ventanas de congestión recuperadas por completo sin arranque lento
statistics-tcp-partial-undo = { $count } ventanas de congestión recuperadas en parte con la heurística de Hoe
statistics-tcp-loss-undo = { $count } ventanas de congestión recuperadas sin arranque lento tras confirmación parcial
statistics-tcp-reno-failures = { $count } tiempos agotados tras retransmisión rápida Reno
statistics-tcp-loss-failures = { $count } tiempos agotados en estado de pérdida
statistics-tcp-fast-retrans = { $count } retransmisiones rápidas
statistics-tcp-slow-start-retrans = { $count } retransmisiones en arranque lento
statistics-tcp-rcv-collapsed = { $count } paquetes compactados en la cola de recepción por falta de búfer
statistics-tcp-abort-on-data = { $count } conexiones reiniciadas por datos inesperados
statistics-tcp-abort-on-close = { $count } conexiones reiniciadas por cierre prematuro del usuario
statistics-tcp-abort-on-memory = { $count } conexiones abortadas por falta de memoria
statistics-tcp-abort-on-timeout = { $count } conexiones abortadas por tiempo agotado
statistics-tcp-abort-on-linger = { $count } conexiones abortadas tras el cierre al agotarse el tiempo de linger
statistics-tcp-abort-failed = { $count } veces que no se pudo enviar RST por falta de memoria
statistics-tcp-memory-pressures = TCP se quedó con poca memoria { $count } veces
statistics-paws-passive = { $count } conexiones pasivas rechazadas por la marca de tiempo
statistics-sock-malloc-oom = Memoria del sistema agotada { $count } veces al enviar paquetes
statistics-tcp-abort-on-syn = { $count } conexiones reiniciadas por un SYN inesperado
statistics-tcp-direct-copy-from-backlog = { $count } bytes de la cola de espera directamente en el contexto del proceso
statistics-tcp-fack-reorder = Reordenación detectada { $count } veces mediante FACK
statistics-tcp-forward-retrans = { $count } retransmisiones hacia adelante
statistics-tcp-hp-hits-to-user = { $count } cabeceras de paquetes predichas y encoladas directamente al usuario
statistics-tcp-lost-retransmits = { $count } retransmisiones perdidas
statistics-tcp-prequeued = { $count } paquetes encolados directamente en la precola de recvmsg
statistics-tcp-scheduler-failed = { $count } veces que el receptor se planificó demasiado tarde para el proceso directo
statistics-sctp-curr-estab = { $count } asociaciones actuales
statistics-sctp-active-estabs = { $count } asociaciones activas
statistics-sctp-passive-estabs = { $count } asociaciones pasivas
statistics-sctp-aborteds = { $count } asociaciones abortadas
statistics-sctp-shutdowns = { $count } terminaciones ordenadas
statistics-sctp-out-of-blues = { $count } paquetes inesperados
statistics-sctp-checksum-errors = { $count } paquetes con suma de comprobación no válida
statistics-sctp-out-ctrl-chunks = { $count } bloques de control enviados
statistics-sctp-out-order-chunks = { $count } bloques ordenados enviados
statistics-sctp-out-unorder-chunks = { $count } bloques no ordenados enviados
statistics-sctp-in-ctrl-chunks = { $count } bloques de control recibidos
statistics-sctp-in-order-chunks = { $count } bloques ordenados recibidos
statistics-sctp-in-unorder-chunks = { $count } bloques no ordenados recibidos
statistics-sctp-frag-usr-msgs = { $count } mensajes fragmentados
statistics-sctp-reasm-usr-msgs = { $count } mensajes reensamblados
statistics-sctp-out-sctp-packs = { $count } paquetes SCTP enviados
statistics-sctp-in-sctp-packs = { $count } paquetes SCTP recibidos
statistics-families-without-statistics = netstat: no hay estadísticas para la familia de direcciones: { $families }

## Routes

routes-ipv4-table = Tabla de rutas IP del núcleo
routes-ipv4-cache = Caché de rutas IP del núcleo
routes-ipv6-table = Tabla de rutas IPv6 del núcleo
routes-ipv6-cache = Caché de rutas IPv6 del núcleo
routes-destination = Destino
routes-gateway = Pasarela
routes-mask = Genmask
routes-source = Origen
routes-flags = Indic
routes-metric = Métric
routes-references = Ref
routes-uses = Uso
routes-interface = Interfaz
routes-window = Ventana
routes-next-hop = Siguiente salto
routes-ipv6-flags = Ind.
routes-ipv6-metric = Mét
routes-ipv6-interface = If
routes-not-configured = { $family } no está configurado en este sistema.
routes-no-routing = la familia de direcciones «{ $family }» no tiene rutas
routes-no-ipx = No hay rutas IPX ni en { $first } ni en { $second }.

## Interfaces

interfaces-title = Tabla de la interfaz del núcleo
interfaces-interface = Interfaz
interfaces-no-statistics = - no hay estadísticas disponibles -
interfaces-loopback = Bucle local
interfaces-received = Paquetes RX { $packets }  bytes { $bytes } ({ $amount })
interfaces-received-compressed = RX comprimidos { $packets }
interfaces-received-errors = Errores RX { $errors }  perdidos { $dropped }  desbordados { $overruns }  trama { $frame }
interfaces-sent = Paquetes TX { $packets }  bytes { $bytes } ({ $amount })
interfaces-sent-compressed = TX comprimidos { $packets }
interfaces-sent-errors = Errores TX { $errors }  perdidos { $dropped }  desbordados { $overruns }  portadora { $carrier }  colisiones { $collisions }

## Groups

groups-title = Pertenencia a grupos IPv6/IPv4
groups-interface = Interfaz
groups-users = CtaRef
groups-group = Grupo
