namespace TalksPlatform.Rtc.WebRtc;

/// <summary>The endpoint has as many peers as it takes; try again later or elsewhere.</summary>
public sealed class EndpointFullException(int maxPeers) : Exception($"The endpoint already has {maxPeers} peers.");
