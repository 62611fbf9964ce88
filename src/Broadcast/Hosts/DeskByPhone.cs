using System.Data.Common;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Phone.Desk;
using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Hosts;

/// <summary>
/// A host at the telephone, whose browser is gone: 1 takes the next part, 2 mutes her or lets her speak, 3 ends an answer and
/// begins the next, 9 puts the next caller on air. Whatever she does is a command of hers like any other, and at each key it is
/// asked whether she still is a host.
/// </summary>
internal sealed class DeskByPhone(DeskPins pins, IPeopleReader people, RoomDirectory rooms, StudioSignals signals) : IDeskByPhone
{
    private static readonly IReadOnlyList<Prompt> None = [Prompt.Named("desk.none")];
    private static readonly IReadOnlyList<Prompt> Done = [Prompt.Named("desk.done")];
    private static readonly IReadOnlyList<Prompt> Failed = [Prompt.Named("failed")];

    public async Task<DeskPerson?> FindAsync(TalkSession talk, string pin, CancellationToken ct)
    {
        if (await pins.FindAsync(talk.Id, pin, ct) is not { } person)
            return null;
        if (!await IsHostAsync(talk, person, ct))
        {
            await pins.RevokeAsync(talk.Id, person, ct);
            return null;
        }
        rooms.Of(talk).Hosts.Know(person);
        var name = talk.State.Stage.OnAir.GetValueOrDefault(new ContributionId(person.Value))?.Name ?? "Host";
        return new DeskPerson(new Actor(person, name, Role.Host), name);
    }

    public async Task<IReadOnlyList<Prompt>> PressAsync(TalkSession talk, DeskPerson host, char key, CancellationToken ct)
    {
        try
        {
            if (!await IsHostAsync(talk, host.Actor.Id, ct))
                return Failed;
            return key switch
            {
                '1' => await DoAsync(talk, host, talk.State.Plan.Next is { } next ? new TakeCue(next.Id) : null, Done),
                '2' => await SpeakOrNotAsync(talk, host),
                '3' => await DoAsync(talk, host, NextAnswer(talk.State.Questions), Done),
                '9' => await DoAsync(talk, host, NextCaller(talk), Done),
                '0' => [Prompt.Named("desk.help")],
                _ => [Prompt.Named("wrong")],
            };
        }
        catch (Exception refused) when (refused is FaultException or DbException)
        {
            return Failed;
        }
    }

    /// <summary>She may have been taken out of the team since she was given her digits.</summary>
    private async Task<bool> IsHostAsync(TalkSession talk, PersonId person, CancellationToken ct) =>
        await people.RoleInAsync(person, talk.Id, talk.State.Card!.Series, ct) switch
        {
            >= Role.Host => true,
            Role.Speaker => talk.State.TookOver(person),
            _ => false,
        };

    private static async Task<IReadOnlyList<Prompt>> DoAsync(
        TalkSession talk, DeskPerson host, TalkCommand? command, IReadOnlyList<Prompt> told)
    {
        if (command is null)
            return None;
        await talk.AskAsync(command, host.Actor, CommandId.New(), CancellationToken.None);
        return told;
    }

    private static Task<IReadOnlyList<Prompt>> SpeakOrNotAsync(TalkSession talk, DeskPerson host)
    {
        var own = new ContributionId(host.Actor.Id.Value);
        return talk.State.Stage.OnAir.GetValueOrDefault(own) switch
        {
            null => DoAsync(talk, host, new PutOnAir(own, host.Name, VoiceKind.Speaker), [Prompt.Named("desk.heard")]),
            { Muted: true } => DoAsync(talk, host, new UnmuteVoice(own), [Prompt.Named("desk.heard")]),
            _ => DoAsync(talk, host, new MuteVoice(own), [Prompt.Named("desk.muted")]),
        };
    }

    private static AnswerNext? NextAnswer(QuestionBoard board) =>
        board.Answering is null && board.Next is [] ? null : new AnswerNext(board.Answering);

    /// <summary>Whoever is ready and on the line, in the order of the line, by the name that a screener noted.</summary>
    private PutOnAir? NextCaller(TalkSession talk) => talk.State.Hands.Line
        .Where(hand => hand is { State: HandState.Ready, Held: false })
        .Select(hand => signals.Voice(talk.Id, new ContributionId(hand.Person.Value)))
        .Where(voice => voice is { Connected: true })
        .Select(voice => new PutOnAir(voice!.Id, talk.State.Hands.NameOf(voice), voice.Kind))
        .FirstOrDefault();
}
