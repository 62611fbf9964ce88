using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Phone.Desk;
using TalksPlatform.Broadcast.Phone.Menu;
using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Phone.Calls;

/// <summary>
/// Attends to one call from its answer to its end: runs the menu, says what it wants said, does what it wants done, and
/// lets the caller sit at the mixer once she agreed and the studio is open. One loop owns all of it; keys, sounds and the
/// talk only put something into its queue.
/// </summary>
internal sealed class CallAttendant
{
    private const int MostWaitingKeys = 32;
    private const int MostDeskTries = 3;

    private static readonly TimeSpan LookPatience = TimeSpan.FromSeconds(0.5);

    private readonly Channel<MenuInput?> _inputs = Channel.CreateUnbounded<MenuInput?>(); // null: look anew
    private readonly CallEquipment _equipment;
    private readonly CallerLine _line;
    private readonly TalkSession _talk;
    private readonly Caller _caller;
    private readonly CallerRequests _requests;
    private readonly long _hungUp;
    private PhoneMenu _menu;
    private CallerVoice? _voice;
    private TalkProgramme? _programme;
    private QuestionTape? _taping;
    private DeskPerson? _host;
    private int _deskTries;
    private int _wakes;
    private long _quietSince;

    public CallAttendant(CallEquipment equipment, CallerLine line, TalkSession talk, Caller caller, IReadOnlyList<string> languages)
    {
        (_equipment, _line, _talk, _caller) = (equipment, line, talk, caller);
        _requests = new CallerRequests(equipment, talk, caller);
        _hungUp = HungUp;
        _line.Call.Digit += Press; // from the first moment: who knows the menu does not wait for it
        var known = talk.State.Callers.GetValueOrDefault(caller.Person);
        _menu = new PhoneMenu(languages, Room) { Agreed = known is not null, Language = known?.Language ?? languages[0] };
    }

    private PhoneRoom Room => PhoneRoom.Of(_talk.State, _caller, _equipment.Time.GetUtcNow());

    private long HungUp => _talk.State.Hands.HungUp.GetValueOrDefault(_caller.Person);

    /// <summary>She must go at once: she was blocked, or the studio hung up.</summary>
    private bool MustGo => _talk.State.Blocked is var blocked
        && (blocked.Contains(_caller.Person) || (_caller.Voter is { } voter && blocked.Contains(voter)) || HungUp != _hungUp);

    /// <summary>Runs until the call is over.</summary>
    public async Task RunAsync()
    {
        _line.Player.AllSaid += () => _inputs.Writer.TryWrite(new AllSaid());
        using var following = _talk.Subscribe((_, _) => Wake());
        _ = _line.Call.Ended.ContinueWith(_ => _inputs.Writer.TryComplete(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _line.BeginBeat();
        try
        {
            await SitAsync();
            await StepAsync(_menu.Begin());
            while (!_line.Call.Ended.IsCompleted && !MustGo && await NextAsync() is var input)
            {
                if (MustGo)
                    break;
                if (input is AllSaid && _line.Player.IsSaying)
                    continue; // of something that was cut short
                await SitAsync();
                if (input is not null)
                    await StepAsync(_menu.Take(input));
                await FollowAsync();
            }
        }
        catch (ChannelClosedException)
        {
            // She hung up.
        }
        finally
        {
            await StandUpAsync();
            await _line.DisposeAsync();
        }
    }

    private void Press(char key)
    {
        _voice?.Press(key);
        if (_inputs.Reader.Count < MostWaitingKeys)
            _inputs.Writer.TryWrite(new KeyPressed(key));
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _wakes, 1) == 0)
            _inputs.Writer.TryWrite(null);
    }

    /// <summary>What happens next; null when only the talk is to be looked at anew.</summary>
    /// <exception cref="ChannelClosedException">The call is over.</exception>
    private async Task<MenuInput?> NextAsync()
    {
        if (_taping is { IsRunning: false } full)
        {
            _taping = null;
            return Note(new Taped(full.HasVoice));
        }
        if (_inputs.Reader.TryRead(out var ready))
            return Note(ready);
        var patience = _line.Player.IsSaying || _menu.Patience is not { } key ? (TimeSpan?)null : key - _equipment.Time.GetElapsedTime(_quietSince);
        if (patience <= TimeSpan.Zero)
            return Note(new NothingPressed());
        var wait = Looks && !(patience < LookPatience) ? LookPatience : patience;
        using var late = wait is { } time ? new CancellationTokenSource(time, _equipment.Time) : new CancellationTokenSource();
        try
        {
            return await _inputs.Reader.WaitToReadAsync(late.Token) && _inputs.Reader.TryRead(out var input) ? Note(input) : throw new ChannelClosedException();
        }
        catch (OperationCanceledException)
        {
            return wait == patience ? Note(new NothingPressed()) : null;
        }
    }

    /// <summary>Something may happen that nobody tells: the studio opens, or her minute is full.</summary>
    private bool Looks => _taping is not null || (_menu.Agreed && _voice is null && _talk.State.IsOpen);

    private MenuInput? Note(MenuInput? input)
    {
        if (input is null)
            Volatile.Write(ref _wakes, 0);
        else
            _quietSince = _equipment.Time.GetTimestamp();
        return input;
    }

    private async Task FollowAsync()
    {
        var room = Room;
        if (room != _menu.Room)
            await StepAsync(_menu.Take(new RoomChanged(room)));
    }

    /// <summary>Says and does what a turn of the menu wants, and what follows from that.</summary>
    private async Task StepAsync(MenuTurn turn)
    {
        for (MenuInput? next; ; turn = _menu.Take(next))
        {
            _menu = turn.Menu;
            if (turn.Says is { } says)
                Say(says);
            next = turn.Does is { } action ? await DoAsync(action) : null;
            if (next is null)
                return;
        }
    }

    /// <summary>Her next key counts at once, also while the words are still being made.</summary>
    private void Say(IReadOnlyList<Prompt> prompts)
    {
        var language = _menu.Language;
        _line.Player.Say(prompts, prompt => prompt.Kind == PromptKind.Own
            ? Task.FromResult(_line.Tape?.ForTheEar() ?? default)
            : LoadAsync(prompt, language));
        _quietSince = _equipment.Time.GetTimestamp();
    }

    private async Task<ReadOnlyMemory<short>> LoadAsync(Prompt prompt, string language)
    {
        try
        {
            return await _equipment.Prompts.LoadAsync(_talk.State.Card!.Series, language, prompt);
        }
        catch (Exception unreadable) // whatever it is, it costs her these words alone
        {
            _equipment.Logger.LogError(unreadable, "Talk {Talk}: {Caller} is not told {Prompt}", _talk.Id, _requests.Name, prompt.Text);
            return default;
        }
    }

    /// <returns>What came of it, when the menu is to know at once.</returns>
    private async Task<MenuInput?> DoAsync(MenuAction action)
    {
        switch (action)
        {
            case StartTape:
                _line.Tape = _taping = new QuestionTape();
                return null;
            case StopTape:
                _taping = null;
                _line.Tape!.End();
                return new Taped(_line.Tape.HasVoice);
            case DropTape:
                _line.Tape = _taping = null;
                return null;
            case EnterDesk desk:
                return new Answered(desk, await EnterDeskAsync(desk.Pin), Room);
            case PressDesk press:
                Say(await _equipment.Desk.PressAsync(_talk, _host!, press.Key, CancellationToken.None));
                return null;
            case HangUp:
                await _line.Call.HangUpAsync(CancellationToken.None);
                return null;
            default:
                var answer = await _requests.AskAsync(action, _line.Tape);
                if (answer is { To: Agree, Fault: null })
                    await SitAsync(agreed: true);
                return answer;
        }
    }

    /// <returns>Why she is not let in; null when she is.</returns>
    private async Task<string?> EnterDeskAsync(string pin)
    {
        if (++_deskTries > MostDeskTries)
            return "desk.shut";
        _host = await _equipment.Desk.FindAsync(_talk, pin, CancellationToken.None);
        if (_host is null)
            return "desk.unknown";
        await StandUpAsync();
        await SitAsync(agreed: true);
        return null;
    }

    /// <summary>Takes a seat at the mixer where the studio is open here, or keeps her line moving where it is not any more.</summary>
    private async Task SitAsync(bool agreed = false)
    {
        if (_voice is { Left.IsCompleted: true })
        {
            if (_host is not null)
                await _line.Call.HangUpAsync(CancellationToken.None); // her browser has her seat again
            (_voice, _programme) = (null, null);
            _line.BeginBeat();
        }
        if (_voice is not null || !(agreed || _menu.Agreed) || MustGo || _equipment.Floor.TryFind(_talk.Id) is not { Programme: { IsOver: false } programme })
            return;
        await _line.EndBeatAsync();
        _programme = programme;
        _voice = _host is { } host
            ? new CallerVoice(_line, new ContributionId(host.Actor.Id.Value), host.Name, VoiceKind.Speaker)
            : new CallerVoice(_line, new ContributionId(_caller.Person.Value), _requests.Name, phone: _caller.Phone);
        try
        {
            await programme.SeatAsync(_voice);
            _ = _voice.Left.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            _equipment.Logger.LogInformation("Talk {Talk}: {Caller} is on the line", _talk.Id, _voice.Name);
        }
        catch (FaultException closed) when (closed.Fault == StudioFloor.NotHere)
        {
            // It closed just now: she hears what becomes of the talk, and sits down in the programme that follows, if any does.
            (_voice, _programme) = (null, null);
            _line.BeginBeat();
        }
    }

    private async Task StandUpAsync()
    {
        if (_voice is not { } voice)
            return;
        await _programme!.UnseatAsync(voice);
        (_voice, _programme) = (null, null);
        if (!_line.Call.Ended.IsCompleted)
            _line.BeginBeat();
    }
}
