namespace TalksPlatform.Bench.Areas.Live;

/// <summary>Hears what a swarm's attendees are sent. Called on the swarm's thread.</summary>
internal interface ISwarmEar
{
    /// <summary>A record of the hub's protocol, without its end.</summary>
    void Hear(Attendee who, ReadOnlySpan<byte> record, long at);
}
