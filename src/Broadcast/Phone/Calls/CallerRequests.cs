using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Phone.Menu;
using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Phone.Calls;

/// <summary>Asks the talk for what a caller chose: the same commands, bounds, tally and queue as the web's.</summary>
internal sealed class CallerRequests(CallEquipment equipment, TalkSession talk, Caller caller)
{
    /// <summary>As the studio calls her.</summary>
    public string Name => talk.State.Callers.GetValueOrDefault(caller.Person)?.Name ?? "Caller";

    /// <summary>Does it, and says how that went.</summary>
    public async Task<Answered> AskAsync(MenuAction action, QuestionTape? tape)
    {
        string? fault = null;
        try
        {
            await GiveAsync(action, tape);
        }
        catch (FaultException refused)
        {
            fault = refused.Fault.Code;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            equipment.Logger.LogError(failure, "Talk {Talk}: a question by telephone could not be kept", talk.Id);
            fault = "internal";
        }
        return new Answered(action, fault, PhoneRoom.Of(talk.State, caller, equipment.Time.GetUtcNow()));
    }

    /// <summary>What an action asks of the talk, and as whom; null for what is no matter of the talk.</summary>
    public static (TalkCommand Command, PersonId Person)? CommandOf(MenuAction action, Caller caller, string name) => action switch
    {
        Agree agree => (new AgreeByPhone(agree.Language), caller.Person),
        Menu.Vote { Poll: var poll, Option: var option } when caller.Voter is { } voter => (new CastVote(poll, option), voter),
        Support { Question: var question } when caller.Voter is { } voter => (new Upvote(question), voter),
        PutHandUp => (new RaiseHand(name, Note: null, Consents: true, ByPhone: true), caller.Person),
        TakeHandDown => (new LowerHand(), caller.Person),
        _ => null,
    };

    private Task GiveAsync(MenuAction action, QuestionTape? tape)
    {
        if (action is SendQuestion)
            return SendAsync(tape!);
        var (command, person) = CommandOf(action, caller, Name) ?? throw new InvalidOperationException($"The talk has nothing to do with {action}.");
        return GiveAsync(command, person);
    }

    private async Task SendAsync(QuestionTape tape)
    {
        var question = QuestionId.New();
        var name = $"{talk.Id}/{question}.wav";
        var file = equipment.Data.At(PhoneRecordings.Folder, name);
        equipment.Pace.Take(talk.State, question, ActorOf(caller.Asker), address: null);
        await WavSound.WriteAsync(file, tape.Samples, QuestionTape.SampleRate, CancellationToken.None);
        try
        {
            await GiveAsync(new AskByPhone(question, name), caller.Asker);
        }
        catch (FaultException)
        {
            if (talk.State.Questions.Find(question) is null)
                File.Delete(file);
            throw;
        }
    }

    private async Task GiveAsync(TalkCommand command, PersonId person) =>
        await talk.AskAsync(command, ActorOf(person), CommandId.New(), CancellationToken.None);

    private Actor ActorOf(PersonId person) => new(person, Name, Role.Attendee);
}
