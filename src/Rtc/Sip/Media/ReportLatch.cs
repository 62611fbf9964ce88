using System.Net;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Decides where a call's reports (RTCP) go and whose are read. They go along with the voice: from and to the host whose
/// voice is heard; to the port that reports come from, before that to the stated one, or to the voice's next.
/// </summary>
internal sealed class ReportLatch(SourceLatch voice)
{
    private readonly Lock _gate = new(); // this call's receiver, reporter and signalling only
    private TransportAddress? _stated;
    private TransportAddress? _heard;

    /// <summary>Where to send to; null while nobody is known, or when the far end wants no reports.</summary>
    public TransportAddress? Goal
    {
        get
        {
            lock (_gate)
            {
                if (_stated is not { } stated || voice.Goal is not { Address: var goal })
                    return null;
                if (_heard is { } heard && heard.Host == goal.Host)
                    return heard;
                return stated.Host == goal.Host || goal.Port == ushort.MaxValue ? stated : goal with { Port = (ushort)(goal.Port + 1) };
            }
        }
    }

    /// <summary>The signalling says where reports go; null: none are wanted.</summary>
    public void State(IPEndPoint? endPoint)
    {
        lock (_gate)
        {
            _stated = endPoint is null ? null : TransportAddress.From(endPoint);
            _heard = null;
        }
    }

    /// <summary>A report came: whether it is read.</summary>
    /// <param name="source">Where it came from.</param>
    /// <param name="isProven">It was protected with the far end's key.</param>
    public bool Hears(TransportAddress source, bool isProven)
    {
        lock (_gate)
        {
            var isNear = voice.Goal?.Address.Host == source.Host;
            if (!isNear && !isProven && source != _stated)
                return false;
            if (isNear || isProven)
                _heard = source;
            return true;
        }
    }
}
