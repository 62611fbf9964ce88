using System.Globalization;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Keeps a trunk knowing where we are (RFC 3261 §10): registers, refreshes in time, keeps the way through a NAT open, tries
/// again ever more slowly after failures, and takes everything back at the end. On the loop.
/// </summary>
internal sealed class Registration
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(25); // shorter than the memory of common NATs
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RefusedPause = TimeSpan.FromMinutes(1); // who insists with a wrong password is locked out
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TrunkBook _book;
    private readonly TrunkLine _line;
    private readonly string _callId = SipTokens.New();
    private readonly string _tag = SipTokens.New();
    private TimeSpan _expires;
    private SipTimer? _next;
    private SipTimer? _keepAlive;
    private uint _number;
    private int _failures;
    private bool _stopping;

    public Registration(TrunkBook book, TrunkLine line)
    {
        _book = book;
        _line = line;
        _expires = line.Trunk.Expires;
        Attempt();
    }

    private SipLoop Loop => _book.Board.Loop;

    /// <summary>The connection that we are known by is gone: calls no longer find us.</summary>
    public void Lose(SipHop hop)
    {
        if (_stopping || hop != _line.Hop || _line.State.Status != SipTrunkStatus.Ready)
            return;
        TryLater(FirstPause);
        _line.Fail("The connection was lost");
    }

    public Task Stop()
    {
        _stopping = true;
        _next?.Dispose();
        _keepAlive?.Dispose();
        if (_line.State.Status != SipTrunkStatus.Ready || _line.Hop is not { } hop)
            return Task.CompletedTask;
        Send(hop, TimeSpan.Zero);
        return _stopped.Task;
    }

    private void Attempt() => _line.Reach(
        hop =>
        {
            if (!_stopping)
                Send(hop, _expires);
        },
        reason => Fail(reason, FirstPause));

    private void Send(SipHop hop, TimeSpan expires)
    {
        var seconds = expires.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        var registrar = _line.Trunk.Registrar! with { User = "" };
        var request = new SipRequest(SipMethods.Register, registrar.ToString());
        request.Headers.Add("Max-Forwards", "70");
        if (_line.Trunk.Proxy is not null)
            request.Headers.Add("Route", _line.Routes.First());
        request.Headers.Add("From", new SipAddress(null, _line.Address, $";tag={_tag}").ToString());
        request.Headers.Add("To", $"<{_line.Address}>");
        request.Headers.Add("Call-ID", _callId);
        request.Headers.Add("CSeq", new CSeq(++_number, SipMethods.Register).ToString());
        request.Headers.Add("Contact", $"{_book.Board.Contact(hop, _line.Address.User)};expires={seconds}");
        request.Headers.Add("Expires", seconds);
        _book.Board.Sign(request);
        _line.Digest.Sign(request);
        _book.Board.Transactions.Send(request, hop, response => Receive(request, response, hop, expires));
    }

    private void Receive(SipRequest request, SipResponse response, SipHop hop, TimeSpan asked)
    {
        if (response.IsProvisional)
            return;
        if (response.Status is 401 or 407 && _line.Digest.TryTake(response, request))
            Send(hop, asked);
        else if (_stopping)
            _stopped.TrySetResult();
        else if (response.IsSuccess)
            Succeed(response, hop);
        else if (response.Status == 423 && MinExpires(response) is { } least && least > asked)
            Send(hop, _expires = least);
        else
            Fail($"{response.Status} {response.Reason}", PauseAfter(response));
    }

    private void Succeed(SipResponse response, SipHop hop)
    {
        _failures = 0;
        _line.Digest.Note(response);
        _line.ServiceRoute = [.. response.Headers.All("Service-Route")];
        var granted = Granted(response);
        _next?.Dispose();
        _next = Loop.After(granted * (0.75 + 0.1 * Random.Shared.NextDouble()), Attempt); // not all trunks at once
        KeepOpen(hop);
        _line.Succeed();
    }

    private void KeepOpen(SipHop hop)
    {
        _keepAlive?.Dispose();
        if (hop.IsReliable)
            return; // connections look after themselves
        _keepAlive = Loop.After(KeepAlive, () =>
        {
            _book.Board.Transport.KeepOpen(hop);
            KeepOpen(hop);
        });
    }

    private void Fail(string reason, TimeSpan pause)
    {
        if (_stopping)
            return;
        TryLater(pause * Math.Pow(2, Math.Min(_failures++, 10)));
        _line.Fail(reason);
    }

    private void TryLater(TimeSpan pause)
    {
        var bounded = pause < LongestPause ? pause : LongestPause;
        _next?.Dispose();
        _keepAlive?.Dispose();
        _next = Loop.After(bounded * (0.5 + 0.5 * Random.Shared.NextDouble()), Attempt);
    }

    /// <summary>What was granted to our own address, else to all (§10.2.4); at least so much that we do nothing else.</summary>
    private TimeSpan Granted(SipResponse response)
    {
        var ours = response.Headers.All("Contact")
            .Select(text => SipAddress.TryParse(text, out var contact) ? contact : null)
            .FirstOrDefault(contact => contact?.Uri.User == _line.Address.User && IsOurs(contact.Uri));
        var text = (ours is null ? null : SipParameters.Find(ours.Parameters, "expires")) ?? response.Headers["Expires"];
        var seconds = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : _expires.TotalSeconds;
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 10, TimeSpan.FromDays(1).TotalSeconds));
    }

    private bool IsOurs(SipUri contact) =>
        SipAddress.TryParse(_book.Board.Contact(_line.Hop!, _line.Address.User), out var address)
        && address.Uri.Host == contact.Host && address.Uri.EffectivePort == contact.EffectivePort;

    private static TimeSpan? MinExpires(SipResponse response) =>
        int.TryParse(response.Headers["Min-Expires"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 86_400
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static TimeSpan PauseAfter(SipResponse response) =>
        response.Status is 401 or 403 or 404 or 407 ? RefusedPause : RetryAfter.Of(response) ?? FirstPause;
}
