# Completion of sockeye for bash. Made by cargo xtask man; do not edit.

# The words of a set.
_sockeye_set() {
    case $1 in
    commands) set_words=(overview list port count watch kill service explain examples status link help ss lsof netstat nc) ;;
    auto_always_never) set_words=(auto always never) ;;
    columns) set_words=(transport family state local local-address local-port peer peer-address peer-port local-host peer-host service exposure interface path process pid fd processes holders user why command arguments exe exe-deleted unit parents started age container image pod peer-process peer-pid recv-q send-q backlog backlog-limit timer timer-expires timer-retransmits rtt rttvar min-rtt rto cwnd mss pmtu retrans unacked lost bytes-sent bytes-received bytes-acked bytes-retrans delivery-rate pacing-rate last-sent last-received congestion netns inode cookie uid cgroup mark community-id boot-id) ;;
    table_json_ndjson_csv) set_words=(table json ndjson csv) ;;
    filter) set_words=(inet tcp udp udplite raw mptcp sctp dccp unix unix-stream unix-dgram unix-seqpacket packet packet-raw packet-dgram netlink vsock vsock-stream vsock-dgram vsock-seqpacket tipc xdp ipv4 ipv6 established syn-sent syn-recv fin-wait-1 fin-wait-2 time-wait closed close-wait last-ack listening closing bound connected synchronized bucket big listener exposed loopback autobound state exclude port local-port peer-port host local peer interface mark cgroup process command exe pid fd user container image pod unit parent age netns path congestion inode cookie recv-q send-q backlog recv-buffer send-buffer drops rtt rttvar min-rtt rto cwnd mss retrans unacked lost bytes-sent bytes-received bytes-acked last-sent last-received delivery-rate and or not) ;;
    states) set_words=(established syn-sent syn-recv fin-wait-1 fin-wait-2 time-wait closed close-wait last-ack listening closing bound connected synchronized bucket big) ;;
    table_json_ndjson) set_words=(table json ndjson) ;;
    count_key) set_words=(count key) ;;
    table_ndjson) set_words=(table ndjson) ;;
    bpf_announcements_polling) set_words=(bpf announcements polling) ;;
    TERM_KILL_INT_HUP_QUIT_ABRT_USR1_USR2) set_words=(TERM KILL INT HUP QUIT ABRT USR1 USR2) ;;
    explained) set_words=(0.0.0.0 802.3 A ABOUT ACC ACKED ACK_SENT AGAIN ALIASES ALL ALLMULTI AP ARP ASYN AX.25 ActiveOpens AttemptFails B BLK BOUND BOUND-INACTIVE BROADCAST C CHR CLOSE CLOSE-WAIT CLOSED CLOSE_WAIT CLOSING COMMAND CONNECTED CONNECTING COOKIE-ECHOED COOKIE-WAIT COOKIE_ECHOED COOKIE_WAIT COUNT CX Container CurrEstab D DEBUG DEL DELETED DELIVERY DEVICE DGRAM DIR DISCONNECTING DISC_SENT DTY DYNAMIC DefaultTTL DelayedACKLocked DelayedACKLost DelayedACKs Dest Destination Device ESTAB ESTABLISHED EVENT EXECUTABLE EXPIRES EmbryonicRsts EstabResets FD FIFO FILE-FLAG FIN-WAIT-1 FIN-WAIT-2 FIN_WAIT1 FIN_WAIT2 FIN_WAIT_1 FIN_WAIT_2 FOR FRAG FREE FULL Flag Flags Flg Foreign ForwDatagrams Forwarding FragCreates FragFails FragOKs G Gateway Gbps Genmask Group H HHRef HHUptod I-Node INET IP IPV6 IPv4 IPv6 Icmp6Msg IcmpMsg If Iface InAddrErrors InAddrMaskReps InAddrMasks InBcastPkts InCEPkts InDatagrams InDelivers InDestUnreachs InDiscards InECT0Pkts InECT1Pkts InEchoReps InEchos InErrors InErrs InGroupMembQueries InHdrErrors InMcastOctets InMcastPkts InMsgs InNeighborAdvertisements InNeighborSolicits InNoECTPkts InNoRoutes InOctets InParmProbs InPktTooBigs InReceives InRedirects InRouterAdvertisements InRouterSolicits InSegs InSrcQuenchs InTimeExcds InTimestampReps InTimestamps InTooBigErrors InTruncatedPkts InType3 InUnknownProtos Inode Interface IpExt L LAST-ACK LAST_ACK LCI LG LIMIT LINK LISTEN LISTENING LIVED LOOPBACK ListenDrops ListenOverflows LockDroppedIcmps M MASTER MPTcpExt MSS MTU MULTICAST Mbps Met Metric N NAME NAMESPACE NATM ND NET/ROM NEW-SYN-RECV NFLK NLINK NOARP NODE NOFD NOTRAILERS Netid Netns NoPorts O OFFSET OUTCOME OfoPruned OutBcastPkts OutDatagrams OutDestUnreachs OutDiscards OutEchoReps OutEchos OutMcastOctets OutMcastPkts OutMsgs OutNeighborAdvertisements OutNeighborSolicits OutNoRoutes OutOctets OutOfWindowIcmps OutParmProbs OutPktTooBigs OutRedirects OutRequests OutRsts OutSegs OutSrcQuenchs OutTimeExcds OutTransmits OutType3 P PACING PATH PAWSActive PAWSEstab PAWSPassive PGID PID POINTOPOINT PORT PPID PROMISC PROTO PSXMQ PassiveOpens Path Port Process Program Proto PruneCalled QR QS R RAW RDM RECEIVED RECOVERY REG RETRANS-BYTES ROSE RTT RUNNING RW RX-DRP RX-ERR RX-OK RX-OVR RcvPruned RcvbufErrors ReasmFails ReasmOKs ReasmReqds ReasmTimeout Recv-Q Ref RefCnt RetransSegs SABM_SENT SENT SEQPACKET SERVICE SHUTDOWN-PENDING SHUTDOWN-RECEIVED SHUTDOWN-SENT SHUTDOWN_ACK_SENT SHUTDOWN_PENDING SHUTDOWN_RECEIVED SHUTDOWN_SENT SIZE SIZE/OFF SLAVE SLOW SOCKETS STREAM SYN SYN-RECEIVED SYN-RECV SYN-SENT SYN_RECV SYN_SENT SctpAborteds SctpActiveEstabs SctpChecksumErrors SctpCurrEstab SctpInCtrlChunks SctpOutCtrlChunks SctpOutOfBlues SctpPassiveEstabs SctpShutdowns Send-Q SndbufErrors SockMallocOOM Source SpecDst State SyncookiesFailed SyncookiesRecv SyncookiesSent T3_RTX TASKCMD TCP TCPAbortFailed TCPAbortOnClose TCPAbortOnData TCPAbortOnLinger TCPAbortOnMemory TCPAbortOnSyn TCPAbortOnTimeout TCPAutoCorking TCPBacklogCoalesce TCPBacklogDrop TCPChallengeACK TCPDSACKIgnoredNoUndo TCPDSACKIgnoredOld TCPDSACKOfoSent TCPDSACKOldSent TCPDSACKRecv TCPDSACKRecvSegs TCPDSACKUndo TCPDelivered TCPDirectCopyFromBacklog TCPFACKReorder TCPFastOpenActive TCPFastOpenActiveFail TCPFastOpenCookieReqd TCPFastOpenPassive TCPFastOpenPassiveFail TCPFastRetrans TCPForwardRetrans TCPFromZeroWindowAdv TCPFullUndo TCPHPAcks TCPHPHits TCPHPHitsToUser TCPHystartDelayCwnd TCPHystartDelayDetect TCPHystartTrainCwnd TCPHystartTrainDetect TCPKeepAlive TCPLossFailures TCPLossProbeRecovery TCPLossProbes TCPLossUndo TCPLostRetransmit TCPLostRetransmits TCPMemoryPressures TCPOFODrop TCPOFOMerge TCPOFOQueue TCPOrigDataSent TCPPartialUndo TCPPrequeued TCPPureAcks TCPRcvCoalesce TCPRcvCollapsed TCPRenoFailures TCPRenoRecovery TCPRenoReorder TCPReqQFullDoCookies TCPReqQFullDrop TCPSACKReorder TCPSYNChallenge TCPSackFailures TCPSackRecovery TCPSchedulerFailed TCPSlowStartRetrans TCPSpuriousRTOs TCPSpuriousRtxHostQueues TCPTSReorder TCPTimeoutRehash TCPTimeouts TCPToZeroWindowAdv TCPWantZeroWindowAdv TID TIME TIME-WAIT TIME_WAIT TMPF TOS TRIES TW TWKilled TWRecycled TX-DRP TX-ERR TX-OK TX-OVR TYPE Tbps TcpExt TcpTimeoutRehash Timer Total Transport Type U UDP UNCONN UNCONNECTED UNKNOWN UP USER UdpLite Use User Vr/Vs W WHY Window X.25 a a_inode ab_ecn ab_tot aborted accepted acked_bytes adapind add_addr_accepted add_addr_accepted_max add_addr_signal add_addr_signal_max addr address advmss age alpha any app_limited args arguments ato autoclose auxdata backlog backlog-limit backoff base bbr bic bidir bind_addr_no_port bl blk_nr blk_size boot-id bound bpf bps broadcast busy bw bytes bytes-acked bytes-received bytes-retrans bytes-sent bytes_acked bytes_received bytes_retrans bytes_sent c carrier cb cdg ce_state cgroup chunk_size cipher class_id closed cmd collisions command community-id compressed cong congestion congestion_control connect_failed connected container container.id container.image.name container.name container.runtime.name cookie cpu cpy_thresh cr csum_enabled cubic cwd cwnd cwnd_gain cwnd_segments d data_segs_in data_segs_out dccp dctcp defer_connect deleted delivered delivered_ce delivery-rate delivery_rate delivery_rate_bits_per_second dest_addr dest_call destination destination.address destination.domain destination.port dev device dma dport drop dropped drops dsack_dups e ecn ecnseen ended entries errors estab ether excl exclude exe exe-deleted exposure f fackets failed fallback fallback_mode family fanout fastopen fd features firewall_mark flags forwarded fr fraginl frame freebind frm_nr frm_size fwmark given_up groups hash hdrincl headroom here hidepid highspeed holders holds host host.boot.id htcp hybla i icmp icmp6 icsk id ifindex illinois image inet inet-sockopt inet6 ino inode inqueue instrms interface interrupt ip ipproto ipproto-NUMBER irtt is_icsk k8s.namespace.name k8s.pod.name k8s.pod.uid kbps keepalive kernel l last-received last-sent last_ack_recv last_data_recv last_data_sent last_received_us last_sent_us lastack lastrcv lastsnd lb lci left listens local local-address local-host local-port local_addr_max local_addr_used locals loop loopback loss lost lost_segments lp lport m map_id maplen mark maxburst maxseg mc_all mc_loop md5keys mem memory min-rtt min_rtt_us minrtt mptcp mrtt mss mss_bytes n neigh netid netlink netmask netns network.community_id network.connection.state network.interface.name network.transport network.type network_namespace.inode network_namespace.name nl no_process nodefrag nodelay nofrag none notsent num_pages nv o off on opendir opt origdev orphan orphaned out outqueue outstrms overerr overruns owner p p_dgr p_raw pacing-rate pacing_gain pacing_rate pacing_rate_bits_per_second pack packet packet-dgram packet-raw parent parents path pcapable pdpoint peer peer-address peer-host peer-pid peer-port peer-process peer_process.name peer_process.pid peer_processes peers penddata persist pid pmtu pmtu_bytes pod port prague prefixlen probe proc_ctx process process.command_args process.command_line process.executable.deleted process.executable.name process.executable.path process.name process.owner process.parent_pid process.parents process.pid process.start_time process.user.id process_age_us process_count processes protocol prwnd psack ptag publ qack qid qm queues r random raw raw6 rb rcv_nxt rcv_ooopack rcv_rtt rcv_space rcv_ssthresh rcv_wnd rcvbuf rcvmss readlink receive-buffer receive-queue receive_queue_bytes received_bytes recv-buffer recv-q recverr recverr_rfc4884 redirect redirects refs refused rehash remote_key reno reord_seen reordering reset_by_peer reset_here reset_sent retrans retransmit retransmits retransmitted retransmitted_bytes retransmitted_segments ring_rx ring_tx role roll rport rtd rto rto_us rtt rtt_us rttvar rttvar_us running rwnd rwnd_limited rx rxconf s sack sacked scalable scopeid sctp segs_in segs_out send send-buffer send-q send-queue send_queue_bytes sent_bytes seq service sfseq sit size sk skmem snd_una snd_wnd sndbuf sndbuf_limited sock sock_ctx socket_type socket_uid source.address source.domain source.port sport src_addr src_call ssnoff ssthresh st start started stat state stats subflows subflows_max subflows_total systemd.unit t tag tb tclass tcp tcp-ulp tcp-ulp-NAME tcp-ulp-mptcp tcp-ulp-tls tcp6 ti_dg ti_rd ti_sq ti_st tid timed_out timer timer-expires timer-retransmits timer_expires_us timewait tipc tmo token tos transparent transport ts tunnel tx txconf txqueuelen txt type u u_dgr u_seq u_str udp udp6 udpl udpl6 udplite uid umem unackdata unacked unacked_segments unavailable unit unix unix-dgram unix-seqpacket unix-stream unkn unknown unreachable unspec usec_ts used user user-unit users v4mapped v6only v_dgr v_str vegas veno ver version via vnethdr vsock vsock-dgram vsock-seqpacket vsock-stream w waiting was_gone westwood why world write_seq wscale xdp yeah zc zc_ro_tx) ;;
    topics) set_words=(overview list port count watch kill service explain examples status link help ss lsof netstat nc filter columns json) ;;
    ss_families) set_words=(inet inet6 link unix netlink vsock tipc xdp) ;;
    ss_kinds) set_words=(all inet tcp mptcp udp raw unix unix_stream unix_dgram unix_seqpacket packet packet_raw packet_dgram netlink dccp sctp vsock vsock_stream vsock_dgram tipc xdp) ;;
    ss_filter) set_words=(state exclude src dst sport dport dev fwmark cgroup autobound and or not) ;;
    ss_states) set_words=(established syn-sent syn-recv fin-wait-1 fin-wait-2 time-wait closed close-wait last-ack listening closing bound-inactive all connected synchronized bucket big) ;;
    netstat_families) set_words=(inet inet6 unix ipx ax25 netrom ddp x25 rose bluetooth) ;;
    traffic_classes) set_words=(lowdelay throughput reliability lowcost critical inetcontrol netcontrol ef af11 af12 af13 af21 af22 af23 af31 af32 af33 af41 af42 af43 cs0 cs1 cs2 cs3 cs4 cs5 cs6 cs7) ;;
    4_4a_5_connect) set_words=(4 4a 5 connect) ;;
    congestion_controls) set_words=(auto keep bbr cubic dctcp reno) ;;
    esac
}

# What stands after a word of a set.
_sockeye_operand() {
    case $1:$2 in
    filter:state) kinds=(word:states) ;;
    filter:exclude|filter:excl) kinds=(word:states) ;;
    filter:interface|filter:dev|filter:device) kinds=(interface) ;;
    filter:cgroup) kinds=(file) ;;
    filter:exe|filter:executable) kinds=(file) ;;
    filter:user|filter:uid) kinds=(user) ;;
    filter:path) kinds=(file) ;;
    ss_filter:state|ss_filter:exclude) kinds=(word:ss_states) ;;
    ss_filter:dev) kinds=(interface) ;;
    *) return 1 ;;
    esac
}

# The options of a command, and what its words are.
_sockeye_command() {
    case $1 in
    overview)
        options=(--color -h --help)
        kinds=()
        ;;
    list)
        options=(-c --columns -s --sort -g --group-by -l --limit -o --output -f --format -e --every --times -A --all-netns -N --netns -n --numeric -r --resolve --color --no-header --config --no-config --schema -h --help)
        kinds=(word:filter)
        ;;
    port)
        options=(-a --all -A --all-netns -N --netns -n --numeric -o --output --schema --color -h --help)
        kinds=()
        ;;
    count)
        options=(-b --by -s --sort -t --top -d --distinct -o --output -A --all-netns -N --netns -n --numeric --color --no-header --config --no-config --schema -h --help)
        kinds=(word:filter)
        ;;
    watch)
        options=(-o --output --schema -c --count --for -s --summary -A --all-netns -N --netns --by --color -h --help)
        kinds=(word:filter)
        ;;
    kill)
        options=(-y --yes --dry-run -p --process -s --signal -A --all-netns -N --netns -o --output --schema --color -h --help)
        kinds=(word:filter)
        ;;
    service)
        options=(-o --output --schema --color -h --help)
        kinds=()
        ;;
    explain)
        options=(-h --help)
        kinds=(word:explained)
        ;;
    examples)
        options=(-h --help)
        kinds=(word:commands)
        ;;
    status)
        options=(-o --output --schema --color -h --help)
        kinds=()
        ;;
    link)
        options=(-r --remove --dry-run -h --help)
        kinds=(directory)
        ;;
    help)
        options=(-h --help)
        kinds=(word:topics)
        ;;
    ss)
        options=(-h --help -V --version -v -n --numeric -r --resolve -a --all -l --listening -B --bound-inactive -o --options -e --extended -m --memory -p --processes -T --threads --owner -i --info --newest --tipcinfo -s --summary --tos --cgroup -b --bpf --bpf-maps --bpf-map-id -E --events -Z --context -z --contexts -N --net --all-netns -4 --ipv4 -6 --ipv6 -0 --packet -t --tcp -M --mptcp -S --sctp -u --udp -d --dccp -w --raw -x --unix --tipc --vsock --xdp -f --family -K --kill -H --no-header -Q --no-queues -O --oneline --inet-sockopt -A --query --socket -D --diag -F --filter)
        kinds=(word:ss_filter)
        ;;
    lsof)
        options=(-h '-?' -v -i -s -U -X -p -g -u -c -d +d -D +D -x -N +L -L -K -f +f -a -n -P -l -M +M -R -T -o +c -E +E -Z -t -F -r +r -V -Q +w -w -b -e +e +m -m -S -O)
        kinds=(file)
        ;;
    netstat)
        options=(--ax25 --x25 --ip --ipx --appletalk --netrom --inet --inet6 --ddp --rose --unix --bluetooth --tcpip -V --version -i --interfaces -h --help -r --route -M --masquerade -A --protocol -t --tcp -S --sctp -u --udp -U --udplite -w --raw -x --unix -2 --l2cap -f --rfcomm -l --listening -a --all -o --timers -c --continuous -e --extend -p --programs -v --verbose -s --statistics -W --wide -n --numeric --numeric-hosts --numeric-ports --numeric-users -N --symbolic -C --cache -F --fib -g --groups -Z --context -4 -6 -d)
        kinds=(list:netstat_families)
        ;;
    nc)
        options=(-4 -6 -b -C --crlf -D -d -F -h --help -I -i -k -l --listen -M -m -N -n --nodns -O -P -p --source-port -q -r -S -s --source -T -t --telnet -U --unixsock -u --udp -V -v --verbose -W -w -X -x -Z -z --tls --ssl --tls-ca --ssl-trustfile --tls-cert --ssl-cert --tls-key --ssl-key --tls-name --ssl-servername --tls-alpn --ssl-alpn --tls-insecure --tls-verify-client --record -o --hex-dump --progress --sandbox --no-sandbox --congestion --schema --version)
        kinds=(file)
        ;;
    esac
}

# What the value of an option is, where it is a word of its own.
_sockeye_value() {
    case $1:$2 in
    overview:--color) kinds=(word:auto_always_never) ;;
    list:-c | list:--columns) kinds=(list:columns) ;;
    list:-s | list:--sort) kinds=(list:columns) ;;
    list:-g | list:--group-by) kinds=(list:columns) ;;
    list:-l | list:--limit) kinds=(anything) ;;
    list:-o | list:--output) kinds=(word:table_json_ndjson_csv) ;;
    list:-f | list:--format) kinds=(anything) ;;
    list:-e | list:--every) kinds=(anything) ;;
    list:--times) kinds=(anything) ;;
    list:-N | list:--netns) kinds=(namespace) ;;
    list:--color) kinds=(word:auto_always_never) ;;
    list:--config) kinds=(file) ;;
    port:-N | port:--netns) kinds=(namespace) ;;
    port:-o | port:--output) kinds=(word:table_json_ndjson) ;;
    port:--color) kinds=(word:auto_always_never) ;;
    count:-b | count:--by) kinds=(list:columns) ;;
    count:-s | count:--sort) kinds=(word:count_key) ;;
    count:-t | count:--top) kinds=(anything) ;;
    count:-o | count:--output) kinds=(word:table_json_ndjson_csv) ;;
    count:-N | count:--netns) kinds=(namespace) ;;
    count:--color) kinds=(word:auto_always_never) ;;
    count:--config) kinds=(file) ;;
    watch:-o | watch:--output) kinds=(word:table_ndjson) ;;
    watch:-c | watch:--count) kinds=(anything) ;;
    watch:--for) kinds=(anything) ;;
    watch:-N | watch:--netns) kinds=(namespace) ;;
    watch:--by) kinds=(word:bpf_announcements_polling) ;;
    watch:--color) kinds=(word:auto_always_never) ;;
    kill:-s | kill:--signal) kinds=(word:TERM_KILL_INT_HUP_QUIT_ABRT_USR1_USR2) ;;
    kill:-N | kill:--netns) kinds=(namespace) ;;
    kill:-o | kill:--output) kinds=(word:table_json_ndjson) ;;
    kill:--color) kinds=(word:auto_always_never) ;;
    service:-o | service:--output) kinds=(word:table_json_ndjson) ;;
    service:--color) kinds=(word:auto_always_never) ;;
    status:-o | status:--output) kinds=(word:table_json_ndjson) ;;
    status:--color) kinds=(word:auto_always_never) ;;
    ss:--bpf-map-id) kinds=(anything) ;;
    ss:-N | ss:--net) kinds=(namespace) ;;
    ss:-f | ss:--family) kinds=(word:ss_families) ;;
    ss:-A | ss:--query | ss:--socket) kinds=(list:ss_kinds) ;;
    ss:-D | ss:--diag) kinds=(file) ;;
    ss:-F | ss:--filter) kinds=(file) ;;
    lsof:-p) kinds=(anything) ;;
    lsof:-u) kinds=(anything) ;;
    lsof:-c) kinds=(anything) ;;
    lsof:-d) kinds=(anything) ;;
    lsof:+d) kinds=(directory) ;;
    lsof:-D | lsof:+D) kinds=(directory) ;;
    lsof:+c) kinds=(anything) ;;
    lsof:-e | lsof:+e) kinds=(file) ;;
    lsof:-m) kinds=(file) ;;
    netstat:-A | netstat:--protocol) kinds=(list:netstat_families) ;;
    nc:-I) kinds=(anything) ;;
    nc:-i) kinds=(anything) ;;
    nc:-M) kinds=(anything) ;;
    nc:-m) kinds=(anything) ;;
    nc:-O) kinds=(anything) ;;
    nc:-P) kinds=(anything) ;;
    nc:-p | nc:--source-port) kinds=(anything) ;;
    nc:-q) kinds=(anything) ;;
    nc:-s | nc:--source) kinds=(anything) ;;
    nc:-T) kinds=(word:traffic_classes) ;;
    nc:-V) kinds=(anything) ;;
    nc:-W) kinds=(anything) ;;
    nc:-w) kinds=(anything) ;;
    nc:-X) kinds=(word:4_4a_5_connect) ;;
    nc:-x) kinds=(anything) ;;
    nc:--tls-ca | nc:--ssl-trustfile) kinds=(file) ;;
    nc:--tls-cert | nc:--ssl-cert) kinds=(file) ;;
    nc:--tls-key | nc:--ssl-key) kinds=(file) ;;
    nc:--tls-name | nc:--ssl-servername) kinds=(anything) ;;
    nc:--tls-alpn | nc:--ssl-alpn) kinds=(anything) ;;
    nc:--record) kinds=(file) ;;
    nc:-o | nc:--hex-dump) kinds=(file) ;;
    nc:--congestion) kinds=(word:congestion_controls) ;;
    *) return 1 ;;
    esac
}

# Offers what begins with the current word: _sockeye_offer KIND WORD PREVIOUS
_sockeye_offer() {
    local before= set_words=() found=()
    case $1 in
    file)
        compopt -o filenames
        mapfile -t found < <(compgen -f -- "$2")
        ;;
    directory)
        compopt -o filenames
        mapfile -t found < <(compgen -d -- "$2")
        ;;
    user) mapfile -t found < <(compgen -u -- "$2") ;;
    namespace) mapfile -t found < <(cd /run/netns 2>/dev/null && compgen -f -- "$2") ;;
    interface) mapfile -t found < <(cd /sys/class/net && compgen -f -- "$2") ;;
    word:*)
        _sockeye_set "${1#word:}"
        mapfile -t found < <(compgen -W '"${set_words[@]}"' -- "$2")
        ;;
    list:*)
        # Words after a comma are of the same set, and another may follow.
        [[ $2 == *,* ]] && before=${2%,*},
        # A sign may stand before each.
        [[ ${2#"$before"} == [-+]* ]] && before+=${2:${#before}:1}
        compopt -o nospace
        _sockeye_set "${1#list:}"
        mapfile -t found < <(compgen -P "$before" -W '"${set_words[@]}"' -- "${2#"$before"}")
        ;;
    esac
    COMPREPLY+=("${found[@]}")
}

_sockeye() {
    local current=$2 previous=$3 command=${COMP_WORDS[1]} at=$((COMP_CWORD - 1)) kind
    local options=() kinds=()
    COMPREPLY=()
    # To bash, an equals sign is a word of its own.
    [[ $current == = ]] && current=
    if [[ $previous == [=\<\>~!]* && $at -gt 1 ]]; then
        ((at--))
        previous=${COMP_WORDS[at]}
    fi
    if ((COMP_CWORD == 1)); then
        if [[ $current == -* ]]; then
            COMPREPLY=($(compgen -W '--help --version' -- "$current"))
        else
            _sockeye_offer word:commands "$current"
        fi
        return
    fi
    _sockeye_command "$command"
    if ((at > 1)) && _sockeye_value "$command" "$previous"; then
        :
    elif [[ $current == [-+]* ]]; then
        mapfile -t COMPREPLY < <(compgen -W '"${options[@]}"' -- "$current")
        return
    elif ((at > 1)); then
        # The operand of a filter's field.
        for kind in "${kinds[@]}"; do
            _sockeye_operand "${kind#word:}" "$previous" && break
        done
    fi
    for kind in "${kinds[@]}"; do
        _sockeye_offer "$kind" "$current"
    done
}

complete -F _sockeye sockeye
