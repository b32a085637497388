# Completion of sockeye for fish. Made by cargo xtask man; do not edit.

# Whether this command is being written.
function __sockeye_is
    set -l words (commandline -opc)
    test "$words[2]" = $argv[1]
end

# Whether no command is written yet.
function __sockeye_has_none
    test (count (commandline -opc)) -eq 1
end

# The words of a set, with what they mean.
function __sockeye_set
    switch $argv[1]
        case commands
            printf '%s\t%s\n' \
                'overview' 'what this host offers and whom it talks to: what sockeye alone shows' \
                'list' 'sockets, in the columns, order and format that are asked for' \
                'port' 'who has a port, who is connected over it, and the process at each end' \
                'count' 'how many sockets there are of each kind' \
                'watch' 'every change of every TCP connection, as it happens' \
                'kill' 'closes sockets, or ends the processes that hold them' \
                'service' 'which port a service has, and what a port is for' \
                'explain' 'what a state, a column, a flag or a figure means' \
                'examples' 'worked examples of each command and tool' \
                'status' 'what this run may see, and why not more' \
                'link' 'links by which this answers as ss, lsof and others' \
                'help' 'everything there is to tell of a command or a tool' \
                'ss' 'sockets, as iproute2\'s ss prints them' \
                'lsof' 'open files and who holds them, as lsof prints them' \
                'netstat' 'sockets, routes, interfaces and counters, as net-tools\' netstat prints them' \
                'nc' 'connects, listens and sends, as OpenBSD\'s nc does'
        case auto_always_never
            printf '%s\t%s\n' \
                'auto' '' \
                'always' '' \
                'never' ''
        case columns
            printf '%s\t%s\n' \
                'transport' 'What kind of socket it is: tcp, udp, unix-stream, …' \
                'family' 'The family by which it was made: ipv4, ipv6 (also for IPv4 on an IPv6 socket), unix, …' \
                'state' 'Where the connection stands, in the words of RFC 9293 (sockeye explain tells each).' \
                'local' 'This end: address and port, or what its family has in their place.' \
                'local-address' 'The address of this end, or the name of a UNIX socket.' \
                'local-port' 'The port of this end.' \
                'peer' 'The other end: address and port, or what its family has in their place.' \
                'peer-address' 'The address of the other end; IPv4 in IPv6 form is shown as IPv4.' \
                'peer-port' 'The port of the other end.' \
                'local-host' 'The name of the host at this end (with --resolve).' \
                'peer-host' 'The name of the host at the other end (with --resolve).' \
                'service' 'The service on its port by /etc/services: of a listener its own, of a connection that of either end.' \
                'exposure' 'From where what waits for others can be reached, as far as its address tells: loopback, one interface, the world.' \
                'interface' 'The interface that it is bound to.' \
                'path' 'The name of a UNIX socket: a path, or an abstract name after @.' \
                'process' 'The names of the processes that hold it.' \
                'pid' 'The numbers of the processes that hold it.' \
                'fd' 'The lowest descriptor of it that each process has.' \
                'processes' 'How many processes hold it.' \
                'holders' 'Every process that holds it, with number and descriptor.' \
                'user' 'The user as whom its process acts; who made the socket, where the process is hidden.' \
                'why' 'Why no process is seen to hold it.' \
                'command' 'The command line of its process.' \
                'arguments' 'The command line of its process, word by word.' \
                'exe' 'The file that its process runs.' \
                'exe-deleted' 'Whether that file was deleted or replaced since the process started.' \
                'unit' 'The systemd unit of its process, that of the user\'s own manager first.' \
                'parents' 'The parent of its process, that one\'s parent, and so on to the first.' \
                'started' 'When its process started.' \
                'age' 'How long ago its process started.' \
                'container' 'The container that it belongs to: its name, or the start of its id.' \
                'image' 'The image of that container.' \
                'pod' 'The Kubernetes pod of that container, after its namespace.' \
                'peer-process' 'The names of the processes that hold the other end, where that is on this host.' \
                'peer-pid' 'The numbers of the processes that hold the other end, where that is on this host.' \
                'recv-q' 'Octets received that the program has not read yet.' \
                'send-q' 'Octets that the program has sent and the peer has not acknowledged.' \
                'backlog' 'Connections that wait for a listener to accept them.' \
                'backlog-limit' 'How many connections may wait for a listener; more are dropped.' \
                'timer' 'The timer that runs on it: retransmit, keepalive, time-wait, probe.' \
                'timer-expires' 'How long until that timer fires.' \
                'timer-retransmits' 'How often that timer has fired without an answer.' \
                'rtt' 'The smoothed round-trip time.' \
                'rttvar' 'How far round-trip times lie from it, on average.' \
                'min-rtt' 'The smallest round-trip time seen lately.' \
                'rto' 'How long an acknowledgement is awaited before a segment is sent again.' \
                'cwnd' 'The congestion window, in segments.' \
                'mss' 'The largest segment that is sent, in octets.' \
                'pmtu' 'The largest packet that the path takes, in octets.' \
                'retrans' 'Segments sent again over its life.' \
                'unacked' 'Segments sent and not acknowledged.' \
                'lost' 'Segments held lost now.' \
                'bytes-sent' 'Octets sent, repetitions included.' \
                'bytes-received' 'Octets received.' \
                'bytes-acked' 'Octets sent and acknowledged.' \
                'bytes-retrans' 'Octets sent again.' \
                'delivery-rate' 'How fast the peer acknowledged data lately.' \
                'pacing-rate' 'How fast the kernel lets data out.' \
                'last-sent' 'How long ago data was sent.' \
                'last-received' 'How long ago data was received.' \
                'congestion' 'The congestion control.' \
                'netns' 'The network namespace that it is in: its name, own, or its inode\'s number.' \
                'inode' 'Its number as a file, as in socket:[NUMBER].' \
                'cookie' 'The kernel\'s number of it, unique in its network namespace for as long as the host runs.' \
                'uid' 'The number of the user who made the socket.' \
                'cgroup' 'The cgroup in which the socket was made.' \
                'mark' 'Its firewall mark.' \
                'community-id' 'The community id of its flow (version 1), by which other tools know the same flow.' \
                'boot-id' 'The id of this run of the host, without which numbers of processes and sockets mean nothing elsewhere.'
        case table_json_ndjson_csv
            printf '%s\t%s\n' \
                'table' '' \
                'json' '' \
                'ndjson' '' \
                'csv' ''
        case filter
            printf '%s\t%s\n' \
                'inet' 'over IP: TCP, UDP, UDP-Lite, raw, SCTP, DCCP, MPTCP' \
                'tcp' 'TCP' \
                'udp' 'UDP' \
                'udplite' 'UDP-Lite' \
                'raw' 'raw IP' \
                'mptcp' 'Multipath TCP' \
                'sctp' 'SCTP' \
                'dccp' 'DCCP' \
                'unix' 'UNIX domain' \
                'unix-stream' 'UNIX domain, stream' \
                'unix-dgram' 'UNIX domain, datagram' \
                'unix-seqpacket' 'UNIX domain, sequenced packets' \
                'packet' 'link layer' \
                'packet-raw' 'link layer, with its header' \
                'packet-dgram' 'link layer, without its header' \
                'netlink' 'netlink' \
                'vsock' 'VM sockets' \
                'vsock-stream' 'VM sockets, stream' \
                'vsock-dgram' 'VM sockets, datagram' \
                'vsock-seqpacket' 'VM sockets, sequenced packets' \
                'tipc' 'TIPC' \
                'xdp' 'AF_XDP' \
                'ipv4' 'over IPv4, also from an IPv6 socket' \
                'ipv6' 'over IPv6' \
                'established' 'in this state: data can pass both ways' \
                'syn-sent' 'in this state: asked for a connection, not answered' \
                'syn-recv' 'in this state: was asked and answered, not confirmed' \
                'fin-wait-1' 'in this state: closed here, not acknowledged' \
                'fin-wait-2' 'in this state: closed here, not yet by the peer' \
                'time-wait' 'in this state: closed, kept for late segments' \
                'closed' 'in this state: not connected' \
                'close-wait' 'in this state: closed by the peer, not yet here' \
                'last-ack' 'in this state: closed by the peer, then here, not acknowledged' \
                'listening' 'in this state: waits for connections' \
                'closing' 'in this state: closed on both sides at once' \
                'bound' 'TCP, bound to a port and nothing more (kernel 6.8)' \
                'connected' 'in any state but closed and listening' \
                'synchronized' 'connected, but not in syn-sent' \
                'bucket' 'in syn-recv or time-wait: the kernel keeps little of them' \
                'big' 'in any state but syn-recv and time-wait' \
                'listener' 'waits for others: listening, or UDP without a peer on a port' \
                'exposed' 'a listener over IP that is bound to something else than loopback' \
                'loopback' 'over IP and on loopback, its peer too if it has one' \
                'autobound' 'the kernel chose its port' \
                'state' 'in this state or class of states; a run of state and exclude is one set' \
                'exclude' 'in any state but this' \
                'port' 'the port of either end' \
                'local-port' 'the port of this end' \
                'peer-port' 'the port of the other end' \
                'host' 'the address of either end' \
                'local' 'the address of this end' \
                'peer' 'the address of the other end' \
                'interface' 'the interface that it is bound to' \
                'mark' 'its firewall mark' \
                'cgroup' 'the directory of its cgroup' \
                'process' 'the name of a process that holds it' \
                'command' 'the command line of a process that holds it' \
                'exe' 'the file that a process that holds it runs; without a slash the last part of its path' \
                'pid' 'a process that holds it' \
                'fd' 'its descriptor' \
                'user' 'who made it, or as whom a process that holds it acts' \
                'container' 'the container of a process that holds it: name, id, or four or more of its first digits' \
                'image' 'what that container was made from' \
                'pod' 'the Kubernetes pod of a process that holds it: name, NAMESPACE/NAME or uid' \
                'unit' 'the systemd unit of a process that holds it' \
                'parent' 'a process from which one that holds it descends: name or number' \
                'age' 'how long ago a process that holds it started' \
                'netns' 'its network namespace: a name, own, or the inode\'s number' \
                'path' 'the name of a UNIX socket, @ for the NULs of an abstract one' \
                'congestion' 'TCP\'s congestion control' \
                'inode' 'its inode' \
                'cookie' 'its cookie' \
                'recv-q' 'octets that wait for the program; of a listener connections' \
                'send-q' 'octets not acknowledged; of a listener how many connections may wait' \
                'backlog' 'connections that wait to be accepted, of a listener' \
                'recv-buffer' 'the limit of its receive buffer' \
                'send-buffer' 'the limit of its send buffer' \
                'drops' 'packets dropped for want of room' \
                'rtt' 'TCP\'s smoothed round-trip time' \
                'rttvar' 'its mean deviation' \
                'min-rtt' 'the smallest round-trip time seen' \
                'rto' 'TCP\'s retransmission time-out' \
                'cwnd' 'TCP\'s congestion window, in segments' \
                'mss' 'TCP\'s maximum segment size when sending' \
                'retrans' 'segments retransmitted over its life' \
                'unacked' 'segments sent and not acknowledged' \
                'lost' 'segments held lost' \
                'bytes-sent' 'octets sent, retransmissions included' \
                'bytes-received' 'octets received' \
                'bytes-acked' 'octets acknowledged' \
                'last-sent' 'time since data was last sent' \
                'last-received' 'time since data was last received' \
                'delivery-rate' 'how fast data is delivered, a second' \
                'and' '' \
                'or' '' \
                'not' ''
        case states
            printf '%s\t%s\n' \
                'established' 'in this state: data can pass both ways' \
                'syn-sent' 'in this state: asked for a connection, not answered' \
                'syn-recv' 'in this state: was asked and answered, not confirmed' \
                'fin-wait-1' 'in this state: closed here, not acknowledged' \
                'fin-wait-2' 'in this state: closed here, not yet by the peer' \
                'time-wait' 'in this state: closed, kept for late segments' \
                'closed' 'in this state: not connected' \
                'close-wait' 'in this state: closed by the peer, not yet here' \
                'last-ack' 'in this state: closed by the peer, then here, not acknowledged' \
                'listening' 'in this state: waits for connections' \
                'closing' 'in this state: closed on both sides at once' \
                'bound' 'TCP, bound to a port and nothing more (kernel 6.8)' \
                'connected' 'in any state but closed and listening' \
                'synchronized' 'connected, but not in syn-sent' \
                'bucket' 'in syn-recv or time-wait: the kernel keeps little of them' \
                'big' 'in any state but syn-recv and time-wait'
        case table_json_ndjson
            printf '%s\t%s\n' \
                'table' '' \
                'json' '' \
                'ndjson' ''
        case count_key
            printf '%s\t%s\n' \
                'count' '' \
                'key' ''
        case table_ndjson
            printf '%s\t%s\n' \
                'table' '' \
                'ndjson' ''
        case bpf_announcements_polling
            printf '%s\t%s\n' \
                'bpf' '' \
                'announcements' '' \
                'polling' ''
        case TERM_KILL_INT_HUP_QUIT_ABRT_USR1_USR2
            printf '%s\t%s\n' \
                'TERM' '' \
                'KILL' '' \
                'INT' '' \
                'HUP' '' \
                'QUIT' '' \
                'ABRT' '' \
                'USR1' '' \
                'USR2' ''
        case explained
            printf '%s\t%s\n' \
                '0.0.0.0' '' \
                '802.3' '' \
                'A' '' \
                'ABOUT' '' \
                'ACC' '' \
                'ACKED' '' \
                'ACK_SENT' '' \
                'AGAIN' '' \
                'ALIASES' '' \
                'ALL' '' \
                'ALLMULTI' '' \
                'AP' '' \
                'ARP' '' \
                'ASYN' '' \
                'AX.25' '' \
                'ActiveOpens' '' \
                'AttemptFails' '' \
                'B' '' \
                'BLK' '' \
                'BOUND' '' \
                'BOUND-INACTIVE' '' \
                'BROADCAST' '' \
                'C' '' \
                'CHR' '' \
                'CLOSE' '' \
                'CLOSE-WAIT' '' \
                'CLOSED' '' \
                'CLOSE_WAIT' '' \
                'CLOSING' '' \
                'COMMAND' '' \
                'CONNECTED' '' \
                'CONNECTING' '' \
                'COOKIE-ECHOED' '' \
                'COOKIE-WAIT' '' \
                'COOKIE_ECHOED' '' \
                'COOKIE_WAIT' '' \
                'COUNT' '' \
                'CX' '' \
                'Container' '' \
                'CurrEstab' '' \
                'D' '' \
                'DEBUG' '' \
                'DEL' '' \
                'DELETED' '' \
                'DELIVERY' '' \
                'DEVICE' '' \
                'DGRAM' '' \
                'DIR' '' \
                'DISCONNECTING' '' \
                'DISC_SENT' '' \
                'DTY' '' \
                'DYNAMIC' '' \
                'DefaultTTL' '' \
                'DelayedACKLocked' '' \
                'DelayedACKLost' '' \
                'DelayedACKs' '' \
                'Dest' '' \
                'Destination' '' \
                'Device' '' \
                'ESTAB' '' \
                'ESTABLISHED' '' \
                'EVENT' '' \
                'EXECUTABLE' '' \
                'EXPIRES' '' \
                'EmbryonicRsts' '' \
                'EstabResets' '' \
                'FD' '' \
                'FIFO' '' \
                'FILE-FLAG' '' \
                'FIN-WAIT-1' '' \
                'FIN-WAIT-2' '' \
                'FIN_WAIT1' '' \
                'FIN_WAIT2' '' \
                'FIN_WAIT_1' '' \
                'FIN_WAIT_2' '' \
                'FOR' '' \
                'FRAG' '' \
                'FREE' '' \
                'FULL' '' \
                'Flag' '' \
                'Flags' '' \
                'Flg' '' \
                'Foreign' '' \
                'ForwDatagrams' '' \
                'Forwarding' '' \
                'FragCreates' '' \
                'FragFails' '' \
                'FragOKs' '' \
                'G' '' \
                'Gateway' '' \
                'Gbps' '' \
                'Genmask' '' \
                'Group' '' \
                'H' '' \
                'HHRef' '' \
                'HHUptod' '' \
                'I-Node' '' \
                'INET' '' \
                'IP' '' \
                'IPV6' '' \
                'IPv4' '' \
                'IPv6' '' \
                'Icmp6Msg' '' \
                'IcmpMsg' '' \
                'If' '' \
                'Iface' '' \
                'InAddrErrors' '' \
                'InAddrMaskReps' '' \
                'InAddrMasks' '' \
                'InBcastPkts' '' \
                'InCEPkts' '' \
                'InDatagrams' '' \
                'InDelivers' '' \
                'InDestUnreachs' '' \
                'InDiscards' '' \
                'InECT0Pkts' '' \
                'InECT1Pkts' '' \
                'InEchoReps' '' \
                'InEchos' '' \
                'InErrors' '' \
                'InErrs' '' \
                'InGroupMembQueries' '' \
                'InHdrErrors' '' \
                'InMcastOctets' '' \
                'InMcastPkts' '' \
                'InMsgs' '' \
                'InNeighborAdvertisements' '' \
                'InNeighborSolicits' '' \
                'InNoECTPkts' '' \
                'InNoRoutes' '' \
                'InOctets' '' \
                'InParmProbs' '' \
                'InPktTooBigs' '' \
                'InReceives' '' \
                'InRedirects' '' \
                'InRouterAdvertisements' '' \
                'InRouterSolicits' '' \
                'InSegs' '' \
                'InSrcQuenchs' '' \
                'InTimeExcds' '' \
                'InTimestampReps' '' \
                'InTimestamps' '' \
                'InTooBigErrors' '' \
                'InTruncatedPkts' '' \
                'InType3' '' \
                'InUnknownProtos' '' \
                'Inode' '' \
                'Interface' '' \
                'IpExt' '' \
                'L' '' \
                'LAST-ACK' '' \
                'LAST_ACK' '' \
                'LCI' '' \
                'LG' '' \
                'LIMIT' '' \
                'LINK' '' \
                'LISTEN' '' \
                'LISTENING' '' \
                'LIVED' '' \
                'LOOPBACK' '' \
                'ListenDrops' '' \
                'ListenOverflows' '' \
                'LockDroppedIcmps' '' \
                'M' '' \
                'MASTER' '' \
                'MPTcpExt' '' \
                'MSS' '' \
                'MTU' '' \
                'MULTICAST' '' \
                'Mbps' '' \
                'Met' '' \
                'Metric' '' \
                'N' '' \
                'NAME' '' \
                'NAMESPACE' '' \
                'NATM' '' \
                'ND' '' \
                'NET/ROM' '' \
                'NEW-SYN-RECV' '' \
                'NFLK' '' \
                'NLINK' '' \
                'NOARP' '' \
                'NODE' '' \
                'NOFD' '' \
                'NOTRAILERS' '' \
                'Netid' '' \
                'Netns' '' \
                'NoPorts' '' \
                'O' '' \
                'OFFSET' '' \
                'OUTCOME' '' \
                'OfoPruned' '' \
                'OutBcastPkts' '' \
                'OutDatagrams' '' \
                'OutDestUnreachs' '' \
                'OutDiscards' '' \
                'OutEchoReps' '' \
                'OutEchos' '' \
                'OutMcastOctets' '' \
                'OutMcastPkts' '' \
                'OutMsgs' '' \
                'OutNeighborAdvertisements' '' \
                'OutNeighborSolicits' '' \
                'OutNoRoutes' '' \
                'OutOctets' '' \
                'OutOfWindowIcmps' '' \
                'OutParmProbs' '' \
                'OutPktTooBigs' '' \
                'OutRedirects' '' \
                'OutRequests' '' \
                'OutRsts' '' \
                'OutSegs' '' \
                'OutSrcQuenchs' '' \
                'OutTimeExcds' '' \
                'OutTransmits' '' \
                'OutType3' '' \
                'P' '' \
                'PACING' '' \
                'PATH' '' \
                'PAWSActive' '' \
                'PAWSEstab' '' \
                'PAWSPassive' '' \
                'PGID' '' \
                'PID' '' \
                'POINTOPOINT' '' \
                'PORT' '' \
                'PPID' '' \
                'PROMISC' '' \
                'PROTO' '' \
                'PSXMQ' '' \
                'PassiveOpens' '' \
                'Path' '' \
                'Port' '' \
                'Process' '' \
                'Program' '' \
                'Proto' '' \
                'PruneCalled' '' \
                'QR' '' \
                'QS' '' \
                'R' '' \
                'RAW' '' \
                'RDM' '' \
                'RECEIVED' '' \
                'RECOVERY' '' \
                'REG' '' \
                'RETRANS-BYTES' '' \
                'ROSE' '' \
                'RTT' '' \
                'RUNNING' '' \
                'RW' '' \
                'RX-DRP' '' \
                'RX-ERR' '' \
                'RX-OK' '' \
                'RX-OVR' '' \
                'RcvPruned' '' \
                'RcvbufErrors' '' \
                'ReasmFails' '' \
                'ReasmOKs' '' \
                'ReasmReqds' '' \
                'ReasmTimeout' '' \
                'Recv-Q' '' \
                'Ref' '' \
                'RefCnt' '' \
                'RetransSegs' '' \
                'SABM_SENT' '' \
                'SENT' '' \
                'SEQPACKET' '' \
                'SERVICE' '' \
                'SHUTDOWN-PENDING' '' \
                'SHUTDOWN-RECEIVED' '' \
                'SHUTDOWN-SENT' '' \
                'SHUTDOWN_ACK_SENT' '' \
                'SHUTDOWN_PENDING' '' \
                'SHUTDOWN_RECEIVED' '' \
                'SHUTDOWN_SENT' '' \
                'SIZE' '' \
                'SIZE/OFF' '' \
                'SLAVE' '' \
                'SLOW' '' \
                'SOCKETS' '' \
                'STREAM' '' \
                'SYN' '' \
                'SYN-RECEIVED' '' \
                'SYN-RECV' '' \
                'SYN-SENT' '' \
                'SYN_RECV' '' \
                'SYN_SENT' '' \
                'SctpAborteds' '' \
                'SctpActiveEstabs' '' \
                'SctpChecksumErrors' '' \
                'SctpCurrEstab' '' \
                'SctpInCtrlChunks' '' \
                'SctpOutCtrlChunks' '' \
                'SctpOutOfBlues' '' \
                'SctpPassiveEstabs' '' \
                'SctpShutdowns' '' \
                'Send-Q' '' \
                'SndbufErrors' '' \
                'SockMallocOOM' '' \
                'Source' '' \
                'SpecDst' '' \
                'State' '' \
                'SyncookiesFailed' '' \
                'SyncookiesRecv' '' \
                'SyncookiesSent' '' \
                'T3_RTX' '' \
                'TASKCMD' '' \
                'TCP' '' \
                'TCPAbortFailed' '' \
                'TCPAbortOnClose' '' \
                'TCPAbortOnData' '' \
                'TCPAbortOnLinger' '' \
                'TCPAbortOnMemory' '' \
                'TCPAbortOnSyn' '' \
                'TCPAbortOnTimeout' '' \
                'TCPAutoCorking' '' \
                'TCPBacklogCoalesce' '' \
                'TCPBacklogDrop' '' \
                'TCPChallengeACK' '' \
                'TCPDSACKIgnoredNoUndo' '' \
                'TCPDSACKIgnoredOld' '' \
                'TCPDSACKOfoSent' '' \
                'TCPDSACKOldSent' '' \
                'TCPDSACKRecv' '' \
                'TCPDSACKRecvSegs' '' \
                'TCPDSACKUndo' '' \
                'TCPDelivered' '' \
                'TCPDirectCopyFromBacklog' '' \
                'TCPFACKReorder' '' \
                'TCPFastOpenActive' '' \
                'TCPFastOpenActiveFail' '' \
                'TCPFastOpenCookieReqd' '' \
                'TCPFastOpenPassive' '' \
                'TCPFastOpenPassiveFail' '' \
                'TCPFastRetrans' '' \
                'TCPForwardRetrans' '' \
                'TCPFromZeroWindowAdv' '' \
                'TCPFullUndo' '' \
                'TCPHPAcks' '' \
                'TCPHPHits' '' \
                'TCPHPHitsToUser' '' \
                'TCPHystartDelayCwnd' '' \
                'TCPHystartDelayDetect' '' \
                'TCPHystartTrainCwnd' '' \
                'TCPHystartTrainDetect' '' \
                'TCPKeepAlive' '' \
                'TCPLossFailures' '' \
                'TCPLossProbeRecovery' '' \
                'TCPLossProbes' '' \
                'TCPLossUndo' '' \
                'TCPLostRetransmit' '' \
                'TCPLostRetransmits' '' \
                'TCPMemoryPressures' '' \
                'TCPOFODrop' '' \
                'TCPOFOMerge' '' \
                'TCPOFOQueue' '' \
                'TCPOrigDataSent' '' \
                'TCPPartialUndo' '' \
                'TCPPrequeued' '' \
                'TCPPureAcks' '' \
                'TCPRcvCoalesce' '' \
                'TCPRcvCollapsed' '' \
                'TCPRenoFailures' '' \
                'TCPRenoRecovery' '' \
                'TCPRenoReorder' '' \
                'TCPReqQFullDoCookies' '' \
                'TCPReqQFullDrop' '' \
                'TCPSACKReorder' '' \
                'TCPSYNChallenge' '' \
                'TCPSackFailures' '' \
                'TCPSackRecovery' '' \
                'TCPSchedulerFailed' '' \
                'TCPSlowStartRetrans' '' \
                'TCPSpuriousRTOs' '' \
                'TCPSpuriousRtxHostQueues' '' \
                'TCPTSReorder' '' \
                'TCPTimeoutRehash' '' \
                'TCPTimeouts' '' \
                'TCPToZeroWindowAdv' '' \
                'TCPWantZeroWindowAdv' '' \
                'TID' '' \
                'TIME' '' \
                'TIME-WAIT' '' \
                'TIME_WAIT' '' \
                'TMPF' '' \
                'TOS' '' \
                'TRIES' '' \
                'TW' '' \
                'TWKilled' '' \
                'TWRecycled' '' \
                'TX-DRP' '' \
                'TX-ERR' '' \
                'TX-OK' '' \
                'TX-OVR' '' \
                'TYPE' '' \
                'Tbps' '' \
                'TcpExt' '' \
                'TcpTimeoutRehash' '' \
                'Timer' '' \
                'Total' '' \
                'Transport' '' \
                'Type' '' \
                'U' '' \
                'UDP' '' \
                'UNCONN' '' \
                'UNCONNECTED' '' \
                'UNKNOWN' '' \
                'UP' '' \
                'USER' '' \
                'UdpLite' '' \
                'Use' '' \
                'User' '' \
                'Vr/Vs' '' \
                'W' '' \
                'WHY' '' \
                'Window' '' \
                'X.25' '' \
                'a' '' \
                'a_inode' '' \
                'ab_ecn' '' \
                'ab_tot' '' \
                'aborted' '' \
                'accepted' '' \
                'acked_bytes' '' \
                'adapind' '' \
                'add_addr_accepted' '' \
                'add_addr_accepted_max' '' \
                'add_addr_signal' '' \
                'add_addr_signal_max' '' \
                'addr' '' \
                'address' '' \
                'advmss' '' \
                'age' '' \
                'alpha' '' \
                'any' '' \
                'app_limited' '' \
                'args' '' \
                'arguments' '' \
                'ato' '' \
                'autoclose' '' \
                'auxdata' '' \
                'backlog' '' \
                'backlog-limit' '' \
                'backoff' '' \
                'base' '' \
                'bbr' '' \
                'bic' '' \
                'bidir' '' \
                'bind_addr_no_port' '' \
                'bl' '' \
                'blk_nr' '' \
                'blk_size' '' \
                'boot-id' '' \
                'bound' '' \
                'bpf' '' \
                'bps' '' \
                'broadcast' '' \
                'busy' '' \
                'bw' '' \
                'bytes' '' \
                'bytes-acked' '' \
                'bytes-received' '' \
                'bytes-retrans' '' \
                'bytes-sent' '' \
                'bytes_acked' '' \
                'bytes_received' '' \
                'bytes_retrans' '' \
                'bytes_sent' '' \
                'c' '' \
                'carrier' '' \
                'cb' '' \
                'cdg' '' \
                'ce_state' '' \
                'cgroup' '' \
                'chunk_size' '' \
                'cipher' '' \
                'class_id' '' \
                'closed' '' \
                'cmd' '' \
                'collisions' '' \
                'command' '' \
                'community-id' '' \
                'compressed' '' \
                'cong' '' \
                'congestion' '' \
                'congestion_control' '' \
                'connect_failed' '' \
                'connected' '' \
                'container' '' \
                'container.id' '' \
                'container.image.name' '' \
                'container.name' '' \
                'container.runtime.name' '' \
                'cookie' '' \
                'cpu' '' \
                'cpy_thresh' '' \
                'cr' '' \
                'csum_enabled' '' \
                'cubic' '' \
                'cwd' '' \
                'cwnd' '' \
                'cwnd_gain' '' \
                'cwnd_segments' '' \
                'd' '' \
                'data_segs_in' '' \
                'data_segs_out' '' \
                'dccp' '' \
                'dctcp' '' \
                'defer_connect' '' \
                'deleted' '' \
                'delivered' '' \
                'delivered_ce' '' \
                'delivery-rate' '' \
                'delivery_rate' '' \
                'delivery_rate_bits_per_second' '' \
                'dest_addr' '' \
                'dest_call' '' \
                'destination' '' \
                'destination.address' '' \
                'destination.domain' '' \
                'destination.port' '' \
                'dev' '' \
                'device' '' \
                'dma' '' \
                'dport' '' \
                'drop' '' \
                'dropped' '' \
                'drops' '' \
                'dsack_dups' '' \
                'e' '' \
                'ecn' '' \
                'ecnseen' '' \
                'ended' '' \
                'entries' '' \
                'errors' '' \
                'estab' '' \
                'ether' '' \
                'excl' '' \
                'exclude' '' \
                'exe' '' \
                'exe-deleted' '' \
                'exposure' '' \
                'f' '' \
                'fackets' '' \
                'failed' '' \
                'fallback' '' \
                'fallback_mode' '' \
                'family' '' \
                'fanout' '' \
                'fastopen' '' \
                'fd' '' \
                'features' '' \
                'firewall_mark' '' \
                'flags' '' \
                'forwarded' '' \
                'fr' '' \
                'fraginl' '' \
                'frame' '' \
                'freebind' '' \
                'frm_nr' '' \
                'frm_size' '' \
                'fwmark' '' \
                'given_up' '' \
                'groups' '' \
                'hash' '' \
                'hdrincl' '' \
                'headroom' '' \
                'here' '' \
                'hidepid' '' \
                'highspeed' '' \
                'holders' '' \
                'holds' '' \
                'host' '' \
                'host.boot.id' '' \
                'htcp' '' \
                'hybla' '' \
                'i' '' \
                'icmp' '' \
                'icmp6' '' \
                'icsk' '' \
                'id' '' \
                'ifindex' '' \
                'illinois' '' \
                'image' '' \
                'inet' '' \
                'inet-sockopt' '' \
                'inet6' '' \
                'ino' '' \
                'inode' '' \
                'inqueue' '' \
                'instrms' '' \
                'interface' '' \
                'interrupt' '' \
                'ip' '' \
                'ipproto' '' \
                'ipproto-NUMBER' '' \
                'irtt' '' \
                'is_icsk' '' \
                'k8s.namespace.name' '' \
                'k8s.pod.name' '' \
                'k8s.pod.uid' '' \
                'kbps' '' \
                'keepalive' '' \
                'kernel' '' \
                'l' '' \
                'last-received' '' \
                'last-sent' '' \
                'last_ack_recv' '' \
                'last_data_recv' '' \
                'last_data_sent' '' \
                'last_received_us' '' \
                'last_sent_us' '' \
                'lastack' '' \
                'lastrcv' '' \
                'lastsnd' '' \
                'lb' '' \
                'lci' '' \
                'left' '' \
                'listens' '' \
                'local' '' \
                'local-address' '' \
                'local-host' '' \
                'local-port' '' \
                'local_addr_max' '' \
                'local_addr_used' '' \
                'locals' '' \
                'loop' '' \
                'loopback' '' \
                'loss' '' \
                'lost' '' \
                'lost_segments' '' \
                'lp' '' \
                'lport' '' \
                'm' '' \
                'map_id' '' \
                'maplen' '' \
                'mark' '' \
                'maxburst' '' \
                'maxseg' '' \
                'mc_all' '' \
                'mc_loop' '' \
                'md5keys' '' \
                'mem' '' \
                'memory' '' \
                'min-rtt' '' \
                'min_rtt_us' '' \
                'minrtt' '' \
                'mptcp' '' \
                'mrtt' '' \
                'mss' '' \
                'mss_bytes' '' \
                'n' '' \
                'neigh' '' \
                'netid' '' \
                'netlink' '' \
                'netmask' '' \
                'netns' '' \
                'network.community_id' '' \
                'network.connection.state' '' \
                'network.interface.name' '' \
                'network.transport' '' \
                'network.type' '' \
                'network_namespace.inode' '' \
                'network_namespace.name' '' \
                'nl' '' \
                'no_process' '' \
                'nodefrag' '' \
                'nodelay' '' \
                'nofrag' '' \
                'none' '' \
                'notsent' '' \
                'num_pages' '' \
                'nv' '' \
                'o' '' \
                'off' '' \
                'on' '' \
                'opendir' '' \
                'opt' '' \
                'origdev' '' \
                'orphan' '' \
                'orphaned' '' \
                'out' '' \
                'outqueue' '' \
                'outstrms' '' \
                'overerr' '' \
                'overruns' '' \
                'owner' '' \
                'p' '' \
                'p_dgr' '' \
                'p_raw' '' \
                'pacing-rate' '' \
                'pacing_gain' '' \
                'pacing_rate' '' \
                'pacing_rate_bits_per_second' '' \
                'pack' '' \
                'packet' '' \
                'packet-dgram' '' \
                'packet-raw' '' \
                'parent' '' \
                'parents' '' \
                'path' '' \
                'pcapable' '' \
                'pdpoint' '' \
                'peer' '' \
                'peer-address' '' \
                'peer-host' '' \
                'peer-pid' '' \
                'peer-port' '' \
                'peer-process' '' \
                'peer_process.name' '' \
                'peer_process.pid' '' \
                'peer_processes' '' \
                'peers' '' \
                'penddata' '' \
                'persist' '' \
                'pid' '' \
                'pmtu' '' \
                'pmtu_bytes' '' \
                'pod' '' \
                'port' '' \
                'prague' '' \
                'prefixlen' '' \
                'probe' '' \
                'proc_ctx' '' \
                'process' '' \
                'process.command_args' '' \
                'process.command_line' '' \
                'process.executable.deleted' '' \
                'process.executable.name' '' \
                'process.executable.path' '' \
                'process.name' '' \
                'process.owner' '' \
                'process.parent_pid' '' \
                'process.parents' '' \
                'process.pid' '' \
                'process.start_time' '' \
                'process.user.id' '' \
                'process_age_us' '' \
                'process_count' '' \
                'processes' '' \
                'protocol' '' \
                'prwnd' '' \
                'psack' '' \
                'ptag' '' \
                'publ' '' \
                'qack' '' \
                'qid' '' \
                'qm' '' \
                'queues' '' \
                'r' '' \
                'random' '' \
                'raw' '' \
                'raw6' '' \
                'rb' '' \
                'rcv_nxt' '' \
                'rcv_ooopack' '' \
                'rcv_rtt' '' \
                'rcv_space' '' \
                'rcv_ssthresh' '' \
                'rcv_wnd' '' \
                'rcvbuf' '' \
                'rcvmss' '' \
                'readlink' '' \
                'receive-buffer' '' \
                'receive-queue' '' \
                'receive_queue_bytes' '' \
                'received_bytes' '' \
                'recv-buffer' '' \
                'recv-q' '' \
                'recverr' '' \
                'recverr_rfc4884' '' \
                'redirect' '' \
                'redirects' '' \
                'refs' '' \
                'refused' '' \
                'rehash' '' \
                'remote_key' '' \
                'reno' '' \
                'reord_seen' '' \
                'reordering' '' \
                'reset_by_peer' '' \
                'reset_here' '' \
                'reset_sent' '' \
                'retrans' '' \
                'retransmit' '' \
                'retransmits' '' \
                'retransmitted' '' \
                'retransmitted_bytes' '' \
                'retransmitted_segments' '' \
                'ring_rx' '' \
                'ring_tx' '' \
                'role' '' \
                'roll' '' \
                'rport' '' \
                'rtd' '' \
                'rto' '' \
                'rto_us' '' \
                'rtt' '' \
                'rtt_us' '' \
                'rttvar' '' \
                'rttvar_us' '' \
                'running' '' \
                'rwnd' '' \
                'rwnd_limited' '' \
                'rx' '' \
                'rxconf' '' \
                's' '' \
                'sack' '' \
                'sacked' '' \
                'scalable' '' \
                'scopeid' '' \
                'sctp' '' \
                'segs_in' '' \
                'segs_out' '' \
                'send' '' \
                'send-buffer' '' \
                'send-q' '' \
                'send-queue' '' \
                'send_queue_bytes' '' \
                'sent_bytes' '' \
                'seq' '' \
                'service' '' \
                'sfseq' '' \
                'sit' '' \
                'size' '' \
                'sk' '' \
                'skmem' '' \
                'snd_una' '' \
                'snd_wnd' '' \
                'sndbuf' '' \
                'sndbuf_limited' '' \
                'sock' '' \
                'sock_ctx' '' \
                'socket_type' '' \
                'socket_uid' '' \
                'source.address' '' \
                'source.domain' '' \
                'source.port' '' \
                'sport' '' \
                'src_addr' '' \
                'src_call' '' \
                'ssnoff' '' \
                'ssthresh' '' \
                'st' '' \
                'start' '' \
                'started' '' \
                'stat' '' \
                'state' '' \
                'stats' '' \
                'subflows' '' \
                'subflows_max' '' \
                'subflows_total' '' \
                'systemd.unit' '' \
                't' '' \
                'tag' '' \
                'tb' '' \
                'tclass' '' \
                'tcp' '' \
                'tcp-ulp' '' \
                'tcp-ulp-NAME' '' \
                'tcp-ulp-mptcp' '' \
                'tcp-ulp-tls' '' \
                'tcp6' '' \
                'ti_dg' '' \
                'ti_rd' '' \
                'ti_sq' '' \
                'ti_st' '' \
                'tid' '' \
                'timed_out' '' \
                'timer' '' \
                'timer-expires' '' \
                'timer-retransmits' '' \
                'timer_expires_us' '' \
                'timewait' '' \
                'tipc' '' \
                'tmo' '' \
                'token' '' \
                'tos' '' \
                'transparent' '' \
                'transport' '' \
                'ts' '' \
                'tunnel' '' \
                'tx' '' \
                'txconf' '' \
                'txqueuelen' '' \
                'txt' '' \
                'type' '' \
                'u' '' \
                'u_dgr' '' \
                'u_seq' '' \
                'u_str' '' \
                'udp' '' \
                'udp6' '' \
                'udpl' '' \
                'udpl6' '' \
                'udplite' '' \
                'uid' '' \
                'umem' '' \
                'unackdata' '' \
                'unacked' '' \
                'unacked_segments' '' \
                'unavailable' '' \
                'unit' '' \
                'unix' '' \
                'unix-dgram' '' \
                'unix-seqpacket' '' \
                'unix-stream' '' \
                'unkn' '' \
                'unknown' '' \
                'unreachable' '' \
                'unspec' '' \
                'usec_ts' '' \
                'used' '' \
                'user' '' \
                'user-unit' '' \
                'users' '' \
                'v4mapped' '' \
                'v6only' '' \
                'v_dgr' '' \
                'v_str' '' \
                'vegas' '' \
                'veno' '' \
                'ver' '' \
                'version' '' \
                'via' '' \
                'vnethdr' '' \
                'vsock' '' \
                'vsock-dgram' '' \
                'vsock-seqpacket' '' \
                'vsock-stream' '' \
                'w' '' \
                'waiting' '' \
                'was_gone' '' \
                'westwood' '' \
                'why' '' \
                'world' '' \
                'write_seq' '' \
                'wscale' '' \
                'xdp' '' \
                'yeah' '' \
                'zc' '' \
                'zc_ro_tx' ''
        case topics
            printf '%s\t%s\n' \
                'overview' 'what this host offers and whom it talks to: what sockeye alone shows' \
                'list' 'sockets, in the columns, order and format that are asked for' \
                'port' 'who has a port, who is connected over it, and the process at each end' \
                'count' 'how many sockets there are of each kind' \
                'watch' 'every change of every TCP connection, as it happens' \
                'kill' 'closes sockets, or ends the processes that hold them' \
                'service' 'which port a service has, and what a port is for' \
                'explain' 'what a state, a column, a flag or a figure means' \
                'examples' 'worked examples of each command and tool' \
                'status' 'what this run may see, and why not more' \
                'link' 'links by which this answers as ss, lsof and others' \
                'help' 'everything there is to tell of a command or a tool' \
                'ss' 'sockets, as iproute2\'s ss prints them' \
                'lsof' 'open files and who holds them, as lsof prints them' \
                'netstat' 'sockets, routes, interfaces and counters, as net-tools\' netstat prints them' \
                'nc' 'connects, listens and sends, as OpenBSD\'s nc does' \
                'filter' 'the filter language: which sockets are meant' \
                'columns' 'what can be shown, sorted, grouped and counted by' \
                'json' 'the fields of JSON, for programs'
        case ss_families
            printf '%s\t%s\n' \
                'inet' '' \
                'inet6' '' \
                'link' '' \
                'unix' '' \
                'netlink' '' \
                'vsock' '' \
                'tipc' '' \
                'xdp' ''
        case ss_kinds
            printf '%s\t%s\n' \
                'all' '' \
                'inet' '' \
                'tcp' '' \
                'mptcp' '' \
                'udp' '' \
                'raw' '' \
                'unix' '' \
                'unix_stream' '' \
                'unix_dgram' '' \
                'unix_seqpacket' '' \
                'packet' '' \
                'packet_raw' '' \
                'packet_dgram' '' \
                'netlink' '' \
                'dccp' '' \
                'sctp' '' \
                'vsock' '' \
                'vsock_stream' '' \
                'vsock_dgram' '' \
                'tipc' '' \
                'xdp' ''
        case ss_filter
            printf '%s\t%s\n' \
                'state' '' \
                'exclude' '' \
                'src' '' \
                'dst' '' \
                'sport' '' \
                'dport' '' \
                'dev' '' \
                'fwmark' '' \
                'cgroup' '' \
                'autobound' '' \
                'and' '' \
                'or' '' \
                'not' ''
        case ss_states
            printf '%s\t%s\n' \
                'established' '' \
                'syn-sent' '' \
                'syn-recv' '' \
                'fin-wait-1' '' \
                'fin-wait-2' '' \
                'time-wait' '' \
                'closed' '' \
                'close-wait' '' \
                'last-ack' '' \
                'listening' '' \
                'closing' '' \
                'bound-inactive' '' \
                'all' '' \
                'connected' '' \
                'synchronized' '' \
                'bucket' '' \
                'big' ''
        case netstat_families
            printf '%s\t%s\n' \
                'inet' '' \
                'inet6' '' \
                'unix' '' \
                'ipx' '' \
                'ax25' '' \
                'netrom' '' \
                'ddp' '' \
                'x25' '' \
                'rose' '' \
                'bluetooth' ''
        case traffic_classes
            printf '%s\t%s\n' \
                'lowdelay' '' \
                'throughput' '' \
                'reliability' '' \
                'lowcost' '' \
                'critical' '' \
                'inetcontrol' '' \
                'netcontrol' '' \
                'ef' '' \
                'af11' '' \
                'af12' '' \
                'af13' '' \
                'af21' '' \
                'af22' '' \
                'af23' '' \
                'af31' '' \
                'af32' '' \
                'af33' '' \
                'af41' '' \
                'af42' '' \
                'af43' '' \
                'cs0' '' \
                'cs1' '' \
                'cs2' '' \
                'cs3' '' \
                'cs4' '' \
                'cs5' '' \
                'cs6' '' \
                'cs7' ''
        case 4_4a_5_connect
            printf '%s\t%s\n' \
                '4' '' \
                '4a' '' \
                '5' '' \
                'connect' ''
        case congestion_controls
            printf '%s\t%s\n' \
                'auto' '' \
                'keep' '' \
                'bbr' '' \
                'cubic' '' \
                'dctcp' '' \
                'reno' ''
    end
end

# What stands after a word of a set.
function __sockeye_operand
    switch $argv[1]:$argv[2]
        case filter:state
            __sockeye_words states
        case filter:exclude filter:excl
            __sockeye_words states
        case filter:interface filter:dev filter:device
            command ls /sys/class/net
        case filter:cgroup
            __fish_complete_path (commandline -ct)
        case filter:exe filter:executable
            __fish_complete_path (commandline -ct)
        case filter:user filter:uid
            __fish_complete_users
        case filter:path
            __fish_complete_path (commandline -ct)
        case ss_filter:state ss_filter:exclude
            __sockeye_words ss_states
        case ss_filter:dev
            command ls /sys/class/net
        case '*'
            return 1
    end
end

# One word of a set, or the operand of the field before it.
function __sockeye_words
    set -l words (commandline -opc)
    set -l before $words[-1]
    string match -qr '^[=<>~!]' -- $before; and set before $words[-2]
    __sockeye_operand $argv[1] $before; or __sockeye_set $argv[1]
end

complete -c sockeye -f
complete -c sockeye -n __sockeye_has_none -s h -l help -d 'show what there is'
complete -c sockeye -n __sockeye_has_none -s V -l version -d 'show the version'
complete -c sockeye -n __sockeye_has_none -a '(__sockeye_set commands)'

complete -c sockeye -n '__sockeye_is overview' -l color -d 'colours: on a terminal, everywhere, nowhere' -x -a '(__sockeye_words auto_always_never)'
complete -c sockeye -n '__sockeye_is overview' -s 'h' -l help -d 'show what this command takes'

complete -c sockeye -n '__sockeye_is list' -s 'c' -l columns -d 'which columns: a,b,c, or +a,-b beside the usual ones; all; help lists them' -x -a '(__fish_complete_list , "__sockeye_set columns")'
complete -c sockeye -n '__sockeye_is list' -s 's' -l sort -d 'by which columns, -a for the highest first: -recv-q,process' -x -a '(__fish_complete_list , "__sockeye_set columns")'
complete -c sockeye -n '__sockeye_is list' -s 'g' -l group-by -d 'put together what is alike in these columns' -x -a '(__fish_complete_list , "__sockeye_set columns")'
complete -c sockeye -n '__sockeye_is list' -s 'l' -l limit -d 'show so many sockets at most' -x
complete -c sockeye -n '__sockeye_is list' -s 'o' -l output -d 'how to write it' -x -a '(__sockeye_words table_json_ndjson_csv)'
complete -c sockeye -n '__sockeye_is list' -s 'f' -l format -d 'write each socket so: \'{process} {peer:<24}\\t{rtt}\'' -x
complete -c sockeye -n '__sockeye_is list' -s 'e' -l every -d 'list again every so often, and mark what changed: 2s, 500ms, 1m' -x
complete -c sockeye -n '__sockeye_is list' -l times -d 'with --every, so many times' -x
complete -c sockeye -n '__sockeye_is list' -s 'A' -l all-netns -d 'look in every network namespace of the host'
complete -c sockeye -n '__sockeye_is list' -s 'N' -l netns -d 'look in this network namespace instead: a name, a path or a process' -x -a '(command ls /run/netns 2>/dev/null)'
complete -c sockeye -n '__sockeye_is list' -s 'n' -l numeric -d 'numbers instead of names'
complete -c sockeye -n '__sockeye_is list' -s 'r' -l resolve -d 'names of hosts instead of addresses'
complete -c sockeye -n '__sockeye_is list' -l color -d 'colours: on a terminal, everywhere, nowhere' -x -a '(__sockeye_words auto_always_never)'
complete -c sockeye -n '__sockeye_is list' -l no-header -d 'leave out the headings of columns'
complete -c sockeye -n '__sockeye_is list' -l config -d 'take the defaults from this file alone' -x -a '(__fish_complete_path (commandline -ct))'
complete -c sockeye -n '__sockeye_is list' -l no-config -d 'take no defaults from files'
complete -c sockeye -n '__sockeye_is list' -l schema -d 'show what its JSON looks like (JSON Schema)'
complete -c sockeye -n '__sockeye_is list' -s 'h' -l help -d 'show what this command takes'
complete -c sockeye -n '__sockeye_is list' -a '(__sockeye_words filter)'

complete -c sockeye -n '__sockeye_is port' -s 'a' -l all -d 'a row for each connection, also where many are alike'
complete -c sockeye -n '__sockeye_is port' -s 'A' -l all-netns -d 'look in every network namespace of the host'
complete -c sockeye -n '__sockeye_is port' -s 'N' -l netns -d 'look in this network namespace instead: a name, a path or a process' -x -a '(command ls /run/netns 2>/dev/null)'
complete -c sockeye -n '__sockeye_is port' -s 'n' -l numeric -d 'numbers instead of names'
complete -c sockeye -n '__sockeye_is port' -s 'o' -l output -d 'how to write it' -x -a '(__sockeye_words table_json_ndjson)'
complete -c sockeye -n '__sockeye_is port' -l schema -d 'show what its JSON looks like (JSON Schema)'
complete -c sockeye -n '__sockeye_is port' -l color -d 'colours: on a terminal, everywhere, nowhere' -x -a '(__sockeye_words auto_always_never)'
complete -c sockeye -n '__sockeye_is port' -s 'h' -l help -d 'show what this command takes'

complete -c sockeye -n '__sockeye_is count' -s 'b' -l by -d 'what is counted: state (the usual), peer, process, …; several with commas between them' -x -a '(__fish_complete_list , "__sockeye_set columns")'
complete -c sockeye -n '__sockeye_is count' -s 's' -l sort -d 'the highest count first (the usual), or by what is counted' -x -a '(__sockeye_words count_key)'
complete -c sockeye -n '__sockeye_is count' -s 't' -l top -d 'show so many at most' -x
complete -c sockeye -n '__sockeye_is count' -s 'd' -l distinct -d 'say only how many different ones there are'
complete -c sockeye -n '__sockeye_is count' -s 'o' -l output -d 'how to write it' -x -a '(__sockeye_words table_json_ndjson_csv)'
complete -c sockeye -n '__sockeye_is count' -s 'A' -l all-netns -d 'look in every network namespace of the host'
complete -c sockeye -n '__sockeye_is count' -s 'N' -l netns -d 'look in this network namespace instead: a name, a path or a process' -x -a '(command ls /run/netns 2>/dev/null)'
complete -c sockeye -n '__sockeye_is count' -s 'n' -l numeric -d 'numbers instead of names'
complete -c sockeye -n '__sockeye_is count' -l color -d 'colours: on a terminal, everywhere, nowhere' -x -a '(__sockeye_words auto_always_never)'
complete -c sockeye -n '__sockeye_is count' -l no-header -d 'leave out the headings of columns and the total'
complete -c sockeye -n '__sockeye_is count' -l config -d 'take the defaults from this file alone' -x -a '(__fish_complete_path (commandline -ct))'
complete -c sockeye -n '__sockeye_is count' -l no-config -d 'take no defaults from files'
complete -c sockeye -n '__sockeye_is count' -l schema -d 'show what its JSON looks like (JSON Schema)'
complete -c sockeye -n '__sockeye_is count' -s 'h' -l help -d 'show what this command takes'
complete -c sockeye -n '__sockeye_is count' -a '(__sockeye_words filter)'

complete -c sockeye -n '__sockeye_is watch' -s 'o' -l output -d 'how to write it' -x -a '(__sockeye_words table_ndjson)'
complete -c sockeye -n '__sockeye_is watch' -l schema -d 'show what its JSON looks like (JSON Schema)'
complete -c sockeye -n '__sockeye_is watch' -s 'c' -l count -d 'end after so many events' -x
complete -c sockeye -n '__sockeye_is watch' -l for -d 'end after this time: 10s, 5m, 1h' -x
complete -c sockeye -n '__sockeye_is watch' -s 's' -l summary -d 'at the end, sum up what was seen'
complete -c sockeye -n '__sockeye_is watch' -s 'A' -l all-netns -d 'look in every network namespace of the host'
complete -c sockeye -n '__sockeye_is watch' -s 'N' -l netns -d 'look in this network namespace instead: a name, a path or a process' -x -a '(command ls /run/netns 2>/dev/null)'
complete -c sockeye -n '__sockeye_is watch' -l by -d 'see in this way alone' -x -a '(__sockeye_words bpf_announcements_polling)'
complete -c sockeye -n '__sockeye_is watch' -l color -d 'colours: on a terminal, everywhere, nowhere' -x -a '(__sockeye_words auto_always_never)'
complete -c sockeye -n '__sockeye_is watch' -s 'h' -l help -d 'show what this command takes'
complete -c sockeye -n '__sockeye_is watch' -a '(__sockeye_words filter)'

complete -c sockeye -n '__sockeye_is kill' -s 'y' -l yes -d 'do it without asking'
complete -c sockeye -n '__sockeye_is kill' -l dry-run -d 'show what would be closed or ended, and do nothing'
complete -c sockeye -n '__sockeye_is kill' -s 'p' -l process -d 'end the processes that hold them, instead'
complete -c sockeye -n '__sockeye_is kill' -s 's' -l signal -d 'with --process: send this signal in place of TERM (KILL, INT, HUP, QUIT, ABRT, USR1, USR2)' -x -a '(__sockeye_words TERM_KILL_INT_HUP_QUIT_ABRT_USR1_USR2)'
complete -c sockeye -n '__sockeye_is kill' -s 'A' -l all-netns -d 'look in every network namespace of the host'
complete -c sockeye -n '__sockeye_is kill' -s 'N' -l netns -d 'look in this network namespace instead: a name, a path or a process' -x -a '(command ls /run/netns 2>/dev/null)'
complete -c sockeye -n '__sockeye_is kill' -s 'o' -l output -d 'how to write it' -x -a '(__sockeye_words table_json_ndjson)'
complete -c sockeye -n '__sockeye_is kill' -l schema -d 'show what its JSON looks like (JSON Schema)'
complete -c sockeye -n '__sockeye_is kill' -l color -d 'colours: on a terminal, everywhere, nowhere' -x -a '(__sockeye_words auto_always_never)'
complete -c sockeye -n '__sockeye_is kill' -s 'h' -l help -d 'show what this command takes'
complete -c sockeye -n '__sockeye_is kill' -a '(__sockeye_words filter)'

complete -c sockeye -n '__sockeye_is service' -s 'o' -l output -d 'how to write it' -x -a '(__sockeye_words table_json_ndjson)'
complete -c sockeye -n '__sockeye_is service' -l schema -d 'show what its JSON looks like (JSON Schema)'
complete -c sockeye -n '__sockeye_is service' -l color -d 'colours: on a terminal, everywhere, nowhere' -x -a '(__sockeye_words auto_always_never)'
complete -c sockeye -n '__sockeye_is service' -s 'h' -l help -d 'show what this command takes'

complete -c sockeye -n '__sockeye_is explain' -s 'h' -l help -d 'show what this command takes'
complete -c sockeye -n '__sockeye_is explain' -a '(__sockeye_words explained)'

complete -c sockeye -n '__sockeye_is examples' -s 'h' -l help -d 'show what this command takes'
complete -c sockeye -n '__sockeye_is examples' -a '(__sockeye_words commands)'

complete -c sockeye -n '__sockeye_is status' -s 'o' -l output -d 'how to write it' -x -a '(__sockeye_words table_json_ndjson)'
complete -c sockeye -n '__sockeye_is status' -l schema -d 'show what its JSON looks like (JSON Schema)'
complete -c sockeye -n '__sockeye_is status' -l color -d 'colours: on a terminal, everywhere, nowhere' -x -a '(__sockeye_words auto_always_never)'
complete -c sockeye -n '__sockeye_is status' -s 'h' -l help -d 'show what this command takes'

complete -c sockeye -n '__sockeye_is link' -s 'r' -l remove -d 'take away the links in DIR that lead to this program'
complete -c sockeye -n '__sockeye_is link' -l dry-run -d 'change nothing, and say what would be'
complete -c sockeye -n '__sockeye_is link' -s 'h' -l help -d 'show what this command takes'
complete -c sockeye -n '__sockeye_is link' -a '(__fish_complete_directories (commandline -ct))'

complete -c sockeye -n '__sockeye_is help' -s 'h' -l help -d 'show what this command takes'
complete -c sockeye -n '__sockeye_is help' -a '(__sockeye_words topics)'

complete -c sockeye -n '__sockeye_is ss' -s 'h' -l help -d 'show this text'
complete -c sockeye -n '__sockeye_is ss' -s 'V' -l version -d 'show the version'
complete -c sockeye -n '__sockeye_is ss' -s 'v' -d 'the same as -V'
complete -c sockeye -n '__sockeye_is ss' -s 'n' -l numeric -d 'show ports as numbers'
complete -c sockeye -n '__sockeye_is ss' -s 'r' -l resolve -d 'show hosts by name'
complete -c sockeye -n '__sockeye_is ss' -s 'a' -l all -d 'listening and other sockets alike'
complete -c sockeye -n '__sockeye_is ss' -s 'l' -l listening -d 'only sockets that wait for peers'
complete -c sockeye -n '__sockeye_is ss' -s 'B' -l bound-inactive -d 'only TCP sockets with a port and no use for it yet'
complete -c sockeye -n '__sockeye_is ss' -s 'o' -l options -d 'the timer that runs on a socket'
complete -c sockeye -n '__sockeye_is ss' -s 'e' -l extended -d 'user, inode, cookie, cgroup and more'
complete -c sockeye -n '__sockeye_is ss' -s 'm' -l memory -d 'what the buffers hold'
complete -c sockeye -n '__sockeye_is ss' -s 'p' -l processes -d 'the processes that hold a socket'
complete -c sockeye -n '__sockeye_is ss' -s 'T' -l threads -d 'the threads that hold a socket'
complete -c sockeye -n '__sockeye_is ss' -l owner -d 'who those processes are, or why there are none'
complete -c sockeye -n '__sockeye_is ss' -s 'i' -l info -d 'TCP\'s own account of a connection'
complete -c sockeye -n '__sockeye_is ss' -l newest -d 'with -i, also what only newer versions of ss tell'
complete -c sockeye -n '__sockeye_is ss' -l tipcinfo -d 'TIPC\'s own account of a socket'
complete -c sockeye -n '__sockeye_is ss' -s 's' -l summary -d 'counts of sockets by kind'
complete -c sockeye -n '__sockeye_is ss' -l tos -d 'type of service, traffic class and priority'
complete -c sockeye -n '__sockeye_is ss' -l cgroup -d 'the cgroup of a socket'
complete -c sockeye -n '__sockeye_is ss' -s 'b' -l bpf -d 'classic BPF filters of packet sockets'
complete -c sockeye -n '__sockeye_is ss' -l bpf-maps -d 'what BPF programs keep with each socket'
complete -c sockeye -n '__sockeye_is ss' -l bpf-map-id -d 'the same of one map; may be repeated' -x
complete -c sockeye -n '__sockeye_is ss' -s 'E' -l events -d 'follow TCP and UDP sockets as they end'
complete -c sockeye -n '__sockeye_is ss' -s 'Z' -l context -d 'SELinux contexts of processes'
complete -c sockeye -n '__sockeye_is ss' -s 'z' -l contexts -d 'SELinux contexts of processes and sockets'
complete -c sockeye -n '__sockeye_is ss' -s 'N' -l net -d 'sockets of another network namespace: a name, a path or a pid' -x -a '(command ls /run/netns 2>/dev/null)'
complete -c sockeye -n '__sockeye_is ss' -l all-netns -d 'sockets of every network namespace, each named on its row'
complete -c sockeye -n '__sockeye_is ss' -s '4' -l ipv4 -d 'only IPv4'
complete -c sockeye -n '__sockeye_is ss' -s '6' -l ipv6 -d 'only IPv6'
complete -c sockeye -n '__sockeye_is ss' -s '0' -l packet -d 'link-layer sockets'
complete -c sockeye -n '__sockeye_is ss' -s 't' -l tcp -d 'TCP sockets'
complete -c sockeye -n '__sockeye_is ss' -s 'M' -l mptcp -d 'MPTCP sockets'
complete -c sockeye -n '__sockeye_is ss' -s 'S' -l sctp -d 'SCTP sockets'
complete -c sockeye -n '__sockeye_is ss' -s 'u' -l udp -d 'UDP sockets'
complete -c sockeye -n '__sockeye_is ss' -s 'd' -l dccp -d 'DCCP sockets'
complete -c sockeye -n '__sockeye_is ss' -s 'w' -l raw -d 'raw IP sockets'
complete -c sockeye -n '__sockeye_is ss' -s 'x' -l unix -d 'UNIX domain sockets'
complete -c sockeye -n '__sockeye_is ss' -l tipc -d 'TIPC sockets'
complete -c sockeye -n '__sockeye_is ss' -l vsock -d 'VM sockets'
complete -c sockeye -n '__sockeye_is ss' -l xdp -d 'AF_XDP sockets'
complete -c sockeye -n '__sockeye_is ss' -s 'f' -l family -d 'one family: inet, inet6, link, unix, netlink, vsock, tipc or xdp' -x -a '(__sockeye_words ss_families)'
complete -c sockeye -n '__sockeye_is ss' -s 'K' -l kill -d 'close the sockets, and show those that were closed'
complete -c sockeye -n '__sockeye_is ss' -s 'H' -l no-header -d 'leave out the headings'
complete -c sockeye -n '__sockeye_is ss' -s 'Q' -l no-queues -d 'leave out the columns of the queues'
complete -c sockeye -n '__sockeye_is ss' -s 'O' -l oneline -d 'one line per socket, whatever its details'
complete -c sockeye -n '__sockeye_is ss' -l inet-sockopt -d 'socket option bits'
complete -c sockeye -n '__sockeye_is ss' -s 'A' -l query -l socket -d 'kinds of sockets, separated by commas: all, inet, tcp, mptcp, udp, raw, unix, unix_stream, unix_dgram, unix_seqpacket, packet, packet_raw, packet_dgram, netlink, dccp, sctp, vsock, vsock_stream, vsock_dgram, tipc, xdp; !KIND takes away' -x -a '(__fish_complete_list , "__sockeye_set ss_kinds")'
complete -c sockeye -n '__sockeye_is ss' -s 'D' -l diag -d 'write the kernel\'s raw answers about TCP sockets to a file (-: standard output)' -x -a '(__fish_complete_path (commandline -ct))'
complete -c sockeye -n '__sockeye_is ss' -s 'F' -l filter -d 'read the filter from a file (- is standard input)' -x -a '(__fish_complete_path (commandline -ct))'
complete -c sockeye -n '__sockeye_is ss' -a '(__sockeye_words ss_filter)'

complete -c sockeye -n '__sockeye_is lsof' -s 'h' -d 'show this text'
complete -c sockeye -n '__sockeye_is lsof' -s '?' -d 'the same'
complete -c sockeye -n '__sockeye_is lsof' -s 'v' -d 'show the version'
complete -c sockeye -n '__sockeye_is lsof' -s 'i' -d 'network files: [46][PROTOCOL][@HOST][:PORTS]'
complete -c sockeye -n '__sockeye_is lsof' -s 's' -d 'alone: the size of files always; TCP and UDP files in these states'
complete -c sockeye -n '__sockeye_is lsof' -s 'U' -d 'UNIX domain sockets'
complete -c sockeye -n '__sockeye_is lsof' -s 'X' -d 'do not look into TCP and UDP'
complete -c sockeye -n '__sockeye_is lsof' -s 'p' -d 'processes with these numbers' -x
complete -c sockeye -n '__sockeye_is lsof' -s 'g' -d 'show process groups; processes of these'
complete -c sockeye -n '__sockeye_is lsof' -s 'u' -d 'processes of these users, by name or number' -x
complete -c sockeye -n '__sockeye_is lsof' -s 'c' -d 'processes whose names begin so, or match /PATTERN/[bix]' -x
complete -c sockeye -n '__sockeye_is lsof' -s 'd' -d 'descriptors: numbers, ranges, fd, cwd, rtd, txt, mem, DEL' -x
complete -c sockeye -n '__sockeye_is lsof' -s 'D' -d 'open files in this directory and all below it' -x -a '(__fish_complete_directories (commandline -ct))'
complete -c sockeye -n '__sockeye_is lsof' -s 'x' -d 'with +d and +D, cross into file systems (f), follow symbolic links (l)'
complete -c sockeye -n '__sockeye_is lsof' -s 'N' -d 'files on NFS'
complete -c sockeye -n '__sockeye_is lsof' -s 'L' -d 'do not show counts of links'
complete -c sockeye -n '__sockeye_is lsof' -s 'K' -d 'tasks (threads) of processes; -Ki leaves them out'
complete -c sockeye -n '__sockeye_is lsof' -s 'f' -d '+fg, +fG: flags of files as letters, as a number; -f, +f: names are those of files, of file systems'
complete -c sockeye -n '__sockeye_is lsof' -s 'a' -d 'what is listed must meet the conditions of all options, not of one'
complete -c sockeye -n '__sockeye_is lsof' -s 'n' -d 'show hosts as addresses'
complete -c sockeye -n '__sockeye_is lsof' -s 'P' -d 'show ports as numbers'
complete -c sockeye -n '__sockeye_is lsof' -s 'l' -d 'show users as numbers'
complete -c sockeye -n '__sockeye_is lsof' -s 'M' -d 'accepted: what rpcbind knows of ports is not shown'
complete -c sockeye -n '__sockeye_is lsof' -s 'R' -d 'show parents of processes'
complete -c sockeye -n '__sockeye_is lsof' -s 'T' -d 'show socket options (f), queues (q), states (s); alone: none of them'
complete -c sockeye -n '__sockeye_is lsof' -s 'o' -d 'show offsets always; how many digits one may have in decimal'
complete -c sockeye -n '__sockeye_is lsof' -s 'E' -d 'show who holds the other end of pipes, sockets and the like'
complete -c sockeye -n '__sockeye_is lsof' -s 'Z' -d 'security contexts of processes'
complete -c sockeye -n '__sockeye_is lsof' -s 't' -d 'show only the numbers of processes'
complete -c sockeye -n '__sockeye_is lsof' -s 'F' -d 'one field a line, for other programs; -F? explains the letters'
complete -c sockeye -n '__sockeye_is lsof' -s 'r' -d 'list again and again, with a line of this format between; +r: until nothing is found'
complete -c sockeye -n '__sockeye_is lsof' -s 'V' -d 'say what was searched for and not found'
complete -c sockeye -n '__sockeye_is lsof' -s 'Q' -d 'not to find what was searched for is no failure'
complete -c sockeye -n '__sockeye_is lsof' -s 'w' -d 'do not show warnings'
complete -c sockeye -n '__sockeye_is lsof' -s 'b' -d 'ask the kernel nothing that might block'
complete -c sockeye -n '__sockeye_is lsof' -s 'e' -d 'not supported: every file that is listed is asked what it is' -x -a '(__fish_complete_path (commandline -ct))'
complete -c sockeye -n '__sockeye_is lsof' -s 'm' -d 'not on Linux' -x -a '(__fish_complete_path (commandline -ct))'
complete -c sockeye -n '__sockeye_is lsof' -s 'S' -d 'accepted: no child asks the kernel here, so none is waited for'
complete -c sockeye -n '__sockeye_is lsof' -s 'O' -d 'accepted, for the same reason'
complete -c sockeye -n '__sockeye_is lsof' -a '(__fish_complete_path (commandline -ct))'

complete -c sockeye -n '__sockeye_is netstat' -l ax25 -l x25 -l ip -l ipx -l appletalk -l netrom -l inet -l inet6 -l ddp -l rose -l unix -l bluetooth -l tcpip -d 'this address family'
complete -c sockeye -n '__sockeye_is netstat' -s 'V' -l version -d 'show the version'
complete -c sockeye -n '__sockeye_is netstat' -s 'i' -l interfaces -d 'interfaces and their counters'
complete -c sockeye -n '__sockeye_is netstat' -s 'h' -l help -d 'show this text'
complete -c sockeye -n '__sockeye_is netstat' -s 'r' -l route -d 'routes, a table for each <AF>'
complete -c sockeye -n '__sockeye_is netstat' -s 'M' -l masquerade -d 'masqueraded connections'
complete -c sockeye -n '__sockeye_is netstat' -s 'A' -l protocol -d 'these address families, separated by commas' -x -a '(__fish_complete_list , "__sockeye_set netstat_families")'
complete -c sockeye -n '__sockeye_is netstat' -s 't' -l tcp -d 'TCP sockets'
complete -c sockeye -n '__sockeye_is netstat' -s 'S' -l sctp -d 'SCTP sockets'
complete -c sockeye -n '__sockeye_is netstat' -s 'u' -l udp -d 'UDP sockets'
complete -c sockeye -n '__sockeye_is netstat' -s 'U' -l udplite -d 'UDP-Lite sockets'
complete -c sockeye -n '__sockeye_is netstat' -s 'w' -l raw -d 'raw IP sockets'
complete -c sockeye -n '__sockeye_is netstat' -s 'x' -l unix -d 'UNIX domain sockets'
complete -c sockeye -n '__sockeye_is netstat' -s '2' -l l2cap -d 'Bluetooth L2CAP sockets'
complete -c sockeye -n '__sockeye_is netstat' -s 'f' -l rfcomm -d 'Bluetooth RFCOMM sockets'
complete -c sockeye -n '__sockeye_is netstat' -s 'l' -l listening -d 'only sockets that wait for peers'
complete -c sockeye -n '__sockeye_is netstat' -s 'a' -l all -d 'all sockets (otherwise those with a peer); all interfaces'
complete -c sockeye -n '__sockeye_is netstat' -s 'o' -l timers -d 'show the timer that runs on a socket'
complete -c sockeye -n '__sockeye_is netstat' -s 'c' -l continuous -d 'show it again each second'
complete -c sockeye -n '__sockeye_is netstat' -s 'e' -l extend -d 'show more; twice for all there is'
complete -c sockeye -n '__sockeye_is netstat' -s 'p' -l programs -d 'show the process that holds a socket'
complete -c sockeye -n '__sockeye_is netstat' -s 'v' -l verbose -d 'also say what this system does not support'
complete -c sockeye -n '__sockeye_is netstat' -s 's' -l statistics -d 'counters of the protocols'
complete -c sockeye -n '__sockeye_is netstat' -s 'W' -l wide -d 'show addresses whole'
complete -c sockeye -n '__sockeye_is netstat' -s 'n' -l numeric -d 'show hosts, ports and users as numbers'
complete -c sockeye -n '__sockeye_is netstat' -l numeric-hosts -d 'show hosts as numbers'
complete -c sockeye -n '__sockeye_is netstat' -l numeric-ports -d 'show ports as numbers'
complete -c sockeye -n '__sockeye_is netstat' -l numeric-users -d 'show users as numbers'
complete -c sockeye -n '__sockeye_is netstat' -s 'N' -l symbolic -d 'show the names of hardware'
complete -c sockeye -n '__sockeye_is netstat' -s 'C' -l cache -d 'routes of the cache'
complete -c sockeye -n '__sockeye_is netstat' -s 'F' -l fib -d 'routes of the table (unless -C is given)'
complete -c sockeye -n '__sockeye_is netstat' -s 'g' -l groups -d 'memberships of multicast groups'
complete -c sockeye -n '__sockeye_is netstat' -s 'Z' -l context -d 'show the SELinux context of that process'
complete -c sockeye -n '__sockeye_is netstat' -s '4' -d 'only IPv4'
complete -c sockeye -n '__sockeye_is netstat' -s '6' -d 'only IPv6'
complete -c sockeye -n '__sockeye_is netstat' -s 'd' -d 'accepted, without effect'
complete -c sockeye -n '__sockeye_is netstat' -a '(__fish_complete_list , "__sockeye_set netstat_families")'

complete -c sockeye -n '__sockeye_is nc' -s '4' -d 'IPv4 only'
complete -c sockeye -n '__sockeye_is nc' -s '6' -d 'IPv6 only'
complete -c sockeye -n '__sockeye_is nc' -s 'b' -d 'allow broadcast addresses'
complete -c sockeye -n '__sockeye_is nc' -s 'C' -l crlf -d 'send CR LF where the input has LF'
complete -c sockeye -n '__sockeye_is nc' -s 'D' -d 'set SO_DEBUG on the socket'
complete -c sockeye -n '__sockeye_is nc' -s 'd' -d 'do not read standard input'
complete -c sockeye -n '__sockeye_is nc' -s 'F' -d 'hand the connected socket to standard output, and end'
complete -c sockeye -n '__sockeye_is nc' -s 'h' -l help -d 'show this text'
complete -c sockeye -n '__sockeye_is nc' -s 'I' -d 'size of the socket\'s receive buffer' -x
complete -c sockeye -n '__sockeye_is nc' -s 'i' -d 'pause between lines, and between ports' -x
complete -c sockeye -n '__sockeye_is nc' -s 'k' -d 'with -l: take one connection after the other; with -u: all peers'
complete -c sockeye -n '__sockeye_is nc' -s 'l' -l listen -d 'listen, rather than connect'
complete -c sockeye -n '__sockeye_is nc' -s 'M' -d 'hops that packets sent may take' -x
complete -c sockeye -n '__sockeye_is nc' -s 'm' -d 'drop packets received with fewer hops left' -x
complete -c sockeye -n '__sockeye_is nc' -s 'N' -d 'tell the peer when the input has ended'
complete -c sockeye -n '__sockeye_is nc' -s 'n' -l nodns -d 'look up no names'
complete -c sockeye -n '__sockeye_is nc' -s 'O' -d 'size of the socket\'s send buffer' -x
complete -c sockeye -n '__sockeye_is nc' -s 'P' -d 'who to be at the proxy; the password is asked for' -x
complete -c sockeye -n '__sockeye_is nc' -s 'p' -l source-port -d 'the port to send from, with -l to listen at' -x
complete -c sockeye -n '__sockeye_is nc' -s 'q' -d 'tell the peer when the input has ended, and end so much later; a negative number: never' -x
complete -c sockeye -n '__sockeye_is nc' -s 'r' -d 'try the ports in random order'
complete -c sockeye -n '__sockeye_is nc' -s 'S' -d 'sign segments with TCP MD5; the password is asked for'
complete -c sockeye -n '__sockeye_is nc' -s 's' -l source -d 'the address to send from, with -l to listen at; for UNIX datagrams the own socket\'s path' -x
complete -c sockeye -n '__sockeye_is nc' -s 'T' -d 'TOS or traffic class: lowdelay, throughput, reliability, lowcost, critical, inetcontrol, netcontrol, ef, af11 to af43, cs0 to cs7, or a number from 0 to 255, also 0xNN' -x -a '(__sockeye_words traffic_classes)'
complete -c sockeye -n '__sockeye_is nc' -s 't' -l telnet -d 'refuse what telnet asks for, in its own way'
complete -c sockeye -n '__sockeye_is nc' -s 'U' -l unixsock -d 'UNIX sockets: operands are paths, or @NAME outside the file system'
complete -c sockeye -n '__sockeye_is nc' -s 'u' -l udp -d 'datagrams: UDP, with -U those of UNIX sockets'
complete -c sockeye -n '__sockeye_is nc' -s 'V' -d 'refused: Linux lets rules choose the routing table' -x
complete -c sockeye -n '__sockeye_is nc' -s 'v' -l verbose -d 'say what happens'
complete -c sockeye -n '__sockeye_is nc' -s 'W' -d 'end after so many packets from the network' -x
complete -c sockeye -n '__sockeye_is nc' -s 'w' -d 'end when no connection, or nothing more, comes for so long' -x
complete -c sockeye -n '__sockeye_is nc' -s 'X' -d 'how to speak to the proxy: SOCKS 4, 4a, 5 (the default), HTTP' -x -a '(__sockeye_words 4_4a_5_connect)'
complete -c sockeye -n '__sockeye_is nc' -s 'x' -d 'connect through this proxy; its port is 1080, or 3128 with -X connect, unless it is given' -x
complete -c sockeye -n '__sockeye_is nc' -s 'Z' -d 'DCCP, which Linux had up to 6.15'
complete -c sockeye -n '__sockeye_is nc' -s 'z' -d 'see which ports answer, send nothing'
complete -c sockeye -n '__sockeye_is nc' -l tls -l ssl -d 'TLS around the connection; the peer\'s certificate is verified'
complete -c sockeye -n '__sockeye_is nc' -l tls-ca -l ssl-trustfile -d 'trust the certificates in this PEM file, in place of the system\'s' -x -a '(__fish_complete_path (commandline -ct))'
complete -c sockeye -n '__sockeye_is nc' -l tls-cert -l ssl-cert -d 'the own certificate and its chain, PEM' -x -a '(__fish_complete_path (commandline -ct))'
complete -c sockeye -n '__sockeye_is nc' -l tls-key -l ssl-key -d 'the key of the own certificate, PEM' -x -a '(__fish_complete_path (commandline -ct))'
complete -c sockeye -n '__sockeye_is nc' -l tls-name -l ssl-servername -d 'the name that the server must prove, in place of the host\'s' -x
complete -c sockeye -n '__sockeye_is nc' -l tls-alpn -l ssl-alpn -d 'protocols to agree on by ALPN, separated by commas, the best first' -x
complete -c sockeye -n '__sockeye_is nc' -l tls-insecure -d 'take any certificate: who listens in between is not noticed'
complete -c sockeye -n '__sockeye_is nc' -l tls-verify-client -d 'with -l: only clients with a certificate that --tls-ca vouches for'
complete -c sockeye -n '__sockeye_is nc' -l record -d 'keep what passes in both directions in this file, with its times' -x -a '(__fish_complete_path (commandline -ct))'
complete -c sockeye -n '__sockeye_is nc' -s 'o' -l hex-dump -d 'show what passes in hexadecimal in this file; - is standard error' -x -a '(__fish_complete_path (commandline -ct))'
complete -c sockeye -n '__sockeye_is nc' -l progress -d 'show rate and total on standard error'
complete -c sockeye -n '__sockeye_is nc' -l sandbox -d 'end unless the kernel can confine this process'
complete -c sockeye -n '__sockeye_is nc' -l no-sandbox -d 'do not confine this process'
complete -c sockeye -n '__sockeye_is nc' -l congestion -d 'congestion control of TCP; keep: the system\'s; auto, the default: a quick one where the peer is on this host' -x -a '(__sockeye_words congestion_controls)'
complete -c sockeye -n '__sockeye_is nc' -l schema -d 'show what the lines of --record look like (JSON Schema)'
complete -c sockeye -n '__sockeye_is nc' -l version -d 'show the version'
complete -c sockeye -n '__sockeye_is nc' -a '(__fish_complete_path (commandline -ct))'
