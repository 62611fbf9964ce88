using System.Diagnostics.Metrics;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Rtc;

/// <summary>How the ways between us and all peers do.</summary>
internal static class TransportMeters
{
    private static readonly (PeerState State, string Name)[] Alive =
        [(PeerState.New, "new"), (PeerState.Connecting, "connecting"), (PeerState.Connected, "connected")];

    private static readonly RunningSum<RtcEndpoint, EndpointCounts> Endpoints = new(endpoint => endpoint.Counts);
    private static readonly RunningSum<SecureChannel, long> Channels = new(channel => channel.Refused);
    private static readonly RunningSum<CallShield, long> Shields = new(shield => shield.Refused);
    private static readonly RunningSum<RtcFanout, long> Fanouts = new(fanout => fanout.Dropped);

    static TransportMeters()
    {
        var meter = RtcMeters.Meter;
        meter.CreateObservableUpDownCounter("talks.rtc.peers", Peers, "{peer}", "Peers by state");
        Count("talks.rtc.datagrams.stray", "{datagram}", "Datagrams that belonged to no peer", total => total.Strays);
        Count("talks.rtc.datagrams.dropped", "{datagram}", "Datagrams that the kernel did not take", total => total.Dropped);
        Count("talks.rtc.handshakes.dropped", "{datagram}", "Handshakes' datagrams left for their repetition", total => total.Handshakes);
        meter.CreateObservableUpDownCounter(
            "talks.rtc.tcp.connections", () => Endpoints.Sources.Sum(at => at.TcpConnections), "{connection}", "TCP connections");
        Count("talks.rtc.tcp.refused", "{connection}", "TCP connections too many, or of something else", total => total.TcpRefused);
        Count("talks.rtc.tcp.expired", "{connection}", "TCP connections without a genuine check in time", total => total.TcpExpired);
        Count("talks.rtc.tcp.dropped", "{datagram}", "Datagrams that a slow reader over TCP lost", total => total.TcpDropped);
        meter.CreateObservableCounter(
            "talks.rtc.packets.refused",
            () => Channels.Total + Shields.Total,
            "{packet}",
            "Packets that were not genuine: forged, repeated or too old");
        meter.CreateObservableUpDownCounter(
            "talks.rtc.fanout.peers", () => Fanouts.Sources.Sum(fanout => fanout.Count), "{peer}", "Peers that share a voice");
        meter.CreateObservableCounter(
            "talks.rtc.fanout.dropped", () => Fanouts.Total, "{frame}", "Frames that a lane of a fan-out had no time for");
    }

    public static void Add(RtcEndpoint endpoint) => Endpoints.Add(endpoint);

    public static void Add(SecureChannel channel) => Channels.Add(channel);

    public static void Add(CallShield shield) => Shields.Add(shield);

    public static void Add(RtcFanout fanout) => Fanouts.Add(fanout);

    public static void Remove(RtcEndpoint endpoint) => Endpoints.Remove(endpoint);

    public static void Remove(SecureChannel channel) => Channels.Remove(channel);

    public static void Remove(CallShield shield) => Shields.Remove(shield);

    public static void Remove(RtcFanout fanout) => Fanouts.Remove(fanout);

    private static IEnumerable<Measurement<int>> Peers()
    {
        var states = Endpoints.Sources.SelectMany(endpoint => endpoint.States).CountBy(state => state).ToDictionary();
        return Alive.Select(alive => new Measurement<int>(
            states.GetValueOrDefault(alive.State), new KeyValuePair<string, object?>("state", alive.Name)));
    }

    private static void Count(string name, string unit, string description, Func<EndpointCounts, long> figure) =>
        RtcMeters.Meter.CreateObservableCounter(name, () => figure(Endpoints.Total), unit, description);
}
