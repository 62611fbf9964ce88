using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Sip;

/// <summary>A call that was answered: a voice each way until somebody hangs up.</summary>
public sealed class SipCall : IAsyncDisposable
{
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal SipCall(string id, SipUri remote, AudioReceiver receiver, AudioSender sender)
    {
        Id = id;
        Remote = remote;
        Receiver = receiver;
        Sender = sender;
        receiver.Digit += digit => Digit?.Invoke(digit);
    }

    /// <summary>The far end pressed a key; raised on a network thread.</summary>
    public event Action<char>? Digit;

    /// <summary>The far end put us on hold (true) or took us back (false).</summary>
    public event Action<bool>? HoldChanged;

    /// <summary>The Call-ID: unique in the world.</summary>
    public string Id { get; }

    /// <summary>The far end's address.</summary>
    public SipUri Remote { get; }

    /// <summary>The codec that was agreed.</summary>
    public AudioCodec Codec => Receiver.Format.Codec;

    /// <summary>What the far end says.</summary>
    public AudioReceiver Receiver { get; }

    /// <summary>What we say.</summary>
    public AudioSender Sender { get; }

    /// <summary>Completes, with the reason in words, when the call is over for whatever reason.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>True while the far end does not want to hear us.</summary>
    public bool OnHold { get; private set; }

    /// <summary>Ends the call; harmless when it is over already.</summary>
    public Task HangUpAsync(CancellationToken ct = default)
    {
        _ended.TrySetResult("We hung up.");
        HoldChanged?.Invoke(OnHold);
        return Task.CompletedTask;
    }

    /// <summary>Hangs up and frees the sockets and codecs.</summary>
    public async ValueTask DisposeAsync()
    {
        await HangUpAsync();
        Receiver.Dispose();
        Sender.Dispose();
    }
}
