using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Video;

/// <summary>
/// Puts packets that come in order together to frames. After a loss it drops everything up to the next keyframe, since
/// what refers to a missing frame would smear. One thread at a time.
/// </summary>
public sealed class FrameAssembler(VideoCodec codec)
{
    private readonly FrameBuffer _frame = new();
    private uint _timestamp;
    private bool _isKeyframe;
    private bool _isOpen; // a frame is begun
    private bool _isWhole; // and nothing of it is missing

    /// <summary>A frame is whole.</summary>
    public event TakeVideoFrame? Completed;

    /// <summary>Nothing can be decoded before a keyframe comes: it is to be asked for.</summary>
    public bool NeedsKeyframe { get; private set; } = true;

    /// <summary>Packets before the next one were lost.</summary>
    public void NoteLoss()
    {
        _isOpen = false;
        NeedsKeyframe = true;
    }

    /// <summary>Takes the next packet.</summary>
    public void Add(in RtpPacket packet)
    {
        if (packet.Payload.IsEmpty)
            return; // a probe of the line's width

        if (!_isOpen || packet.Timestamp != _timestamp)
            Begin(packet);
        _isKeyframe |= VideoPayload.BeginsKeyframe(codec, packet.Payload);
        _isWhole = _isWhole && TryAppend(packet.Payload);
        if (!packet.Marker)
            return;

        _isOpen = false;
        if (_isWhole && _isKeyframe)
            NeedsKeyframe = false;
        if (!_isWhole)
            NeedsKeyframe = true;
        else if (!NeedsKeyframe)
            Completed?.Invoke(new VideoFrame(_frame.Data, _timestamp, _isKeyframe));
    }

    private void Begin(in RtpPacket packet)
    {
        if (_isOpen)
            NeedsKeyframe = true; // the frame before has no end
        _frame.Clear();
        _timestamp = packet.Timestamp;
        _isOpen = true;
        _isKeyframe = false;
        _isWhole = VideoPayload.BeginsFrame(codec, packet.Payload);
    }

    private bool TryAppend(ReadOnlySpan<byte> payload) => codec switch
    {
        VideoCodec.Vp8 => Vp8Payload.TryParse(payload, out var vp8) && _frame.TryAppend(vp8.Data),
        VideoCodec.H264 => H264Payload.TryAppend(payload, _frame),
    };
}
