using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Contributions;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>A voice's connection as RTP brings it: what she says is encoded and decoded, and so is what she hears.</summary>
internal sealed class CodedLine : IContribution, IRtpTransport
{
    private readonly AudioReceiver _receiver;
    private readonly AudioSender _back;
    private readonly OpusDecoder _ear = new();
    private readonly float[] _decoded = new float[AudioFrame.Length];
    private readonly List<float> _heard = [];
    private readonly AudioSender? _mouth;
    private readonly float[] _said = new float[AudioFrame.Length];

    /// <param name="voice">What she says, if she does.</param>
    /// <param name="format">How she takes her return.</param>
    /// <param name="time">The clock by which her packets come; the system's when it is left out.</param>
    public CodedLine(IAudioSource? voice = null, AudioFormat? format = null, TimeProvider? time = null)
    {
        Voice = voice;
        _receiver = new AudioReceiver(AudioFormat.Opus(111), new JitterOptions { Time = time ?? TimeProvider.System });
        _back = new AudioSender(format ?? AudioFormat.Opus(111), this);
        _mouth = new AudioSender(AudioFormat.Opus(111), new Wire(_receiver), time: time);
    }

    public IAudioSource? Voice { get; set; }

    public ContributionId Id { get; } = ContributionId.New();

    public string Name => "Coded";

    public VoiceKind Kind => VoiceKind.Speaker;

    public bool Connected => true;

    public string? Digits => null;

    public int? Quality => null;

    public Task Ended => Task.CompletedTask;

    public bool TakesReturn => true;

    public AudioSender? SharedBack => _back;

    /// <summary>The payloads that came back.</summary>
    public List<byte[]> Payloads { get; } = [];

    /// <summary>What she hears in them.</summary>
    public float[] Heard => [.. _heard];

    /// <summary>Says 20 ms. The network's thread.</summary>
    public void Say()
    {
        if (Voice?.Read(_said) == true)
            _mouth!.Send(_said);
    }

    public bool Read(Span<float> samples) => _receiver.Read(samples);

    public void SendReturn(ReadOnlySpan<float> samples) => _back.Send(samples);

    public void SendRtp(ReadOnlySpan<byte> packet)
    {
        var payload = packet[12..].ToArray();
        Payloads.Add(payload);
        if (_back.Format.Codec == AudioCodec.Opus)
            _heard.AddRange(_decoded[.._ear.Decode(payload, _decoded)]);
    }

    public void SendRtcp(ReadOnlySpan<byte> packet)
    {
    }

    public ValueTask DisposeAsync()
    {
        _receiver.Dispose();
        _back.Dispose();
        _mouth?.Dispose();
        _ear.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class Wire(AudioReceiver receiver) : IRtpTransport
    {
        public void SendRtp(ReadOnlySpan<byte> packet) => receiver.Receive(packet);

        public void SendRtcp(ReadOnlySpan<byte> packet)
        {
        }
    }
}
