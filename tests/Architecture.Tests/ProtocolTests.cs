using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TalksPlatform.Architecture.Tests;

/// <summary>docs/protocol.md tells clients all that is on the wire, and nothing that is not.</summary>
public sealed partial class ProtocolTests
{
    private static readonly string Document = House.Document("protocol.md");

    /// <summary>Faults that never reach a client: they end in a job, in a log, or between two of our own parts.</summary>
    private static readonly string[] OurOwn = ["question.recording-wrong", "recording.other"];

    [Fact]
    public void Every_method_of_the_hub_is_told_with_its_arguments() => Methods().ShouldBe(
        Broadcast("Hubs.TalkHub")
            .GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition() == method)
            .Select(method => $"{method.Name}/{method.GetParameters().Length}"),
        ignoreOrder: true);

    [Fact]
    public void Every_message_of_the_hub_is_told() => Cells("message")
        .SelectMany(cell => Message().Matches(cell).Select(match => match.Groups[1].Value))
        .ShouldBe(
            Broadcast("Hubs.ITalkClient").GetMethods().Select(method => JsonNamingPolicy.CamelCase.ConvertName(method.Name)),
            ignoreOrder: true);

    [Fact]
    public void Every_field_of_a_room_and_of_its_patches_is_told() => Cells("field | room")
        .SelectMany(cell => Word().Matches(cell).Select(match => match.Value))
        .ShouldBe(
            Fields(Contract("RoomView")).Union(Fields(Broadcast("Hubs.RoomPatch")), StringComparer.Ordinal).Except(["fromSeq"], StringComparer.Ordinal),
            ignoreOrder: true);

    [Theory]
    [InlineData("QuestionView")]
    [InlineData("DeskNote")]
    [InlineData("PollView")]
    [InlineData("PollRules")]
    [InlineData("AnswerView")]
    [InlineData("BoardView")]
    [InlineData("WaitingGroup")]
    [InlineData("RoomRules")]
    [InlineData("BlockedView")]
    [InlineData("StageView")]
    [InlineData("PlanView")]
    [InlineData("CueView")]
    [InlineData("SlideView")]
    [InlineData("PictureView")]
    [InlineData("PersonView")]
    [InlineData("HandoutView")]
    [InlineData("DeckView")]
    [InlineData("HandsView")]
    [InlineData("HandView")]
    [InlineData("ScreeningView")]
    [InlineData("MixView")]
    [InlineData("StripView")]
    [InlineData("SoundView")]
    [InlineData("DelayView")]
    [InlineData("CoHostView")]
    [InlineData("NoticesView")]
    [InlineData("AnnouncementView")]
    [InlineData("ReplayView")]
    [InlineData("ReplayFile")]
    [InlineData("Hubs.CatchUpView")]
    [InlineData("Hubs.PollCount")]
    [InlineData("Hubs.VoteCount")]
    [InlineData("Hubs.SeatView")]
    [InlineData("Hubs.VoiceView")]
    [InlineData("Hubs.OutputView")]
    [InlineData("Hubs.ProgrammeView")]
    [InlineData("Hubs.LegView")]
    [InlineData("Hubs.GuardView")]
    [InlineData("Hubs.AlarmView")]
    [InlineData("Hands.OwnHandView")]
    [InlineData("Crew.CrewNoteView")]
    [InlineData("Chat.ChatView")]
    [InlineData("Chat.ChatPatch")]
    [InlineData("Chat.ChatMessageView")]
    [InlineData("Audience.BlockTarget", "name")] // set by the hub itself
    public void Every_field_of_what_is_sent_is_told(string view, params string[] besides) =>
        Fields(view.Contains('.') ? Broadcast(view) : Contract(view)).Except(besides, StringComparer.Ordinal)
            .Where(field => !Code().Matches(Document).Any(code => Regex.IsMatch(code.Value, $@"\b{field}\b")))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("TalkPhase")]
    [InlineData("QuestionState")]
    [InlineData("DeclineReason")]
    [InlineData("PollState")]
    [InlineData("PollKind")]
    [InlineData("HandState")]
    [InlineData("SoundKind")]
    [InlineData("RegistrationField")]
    [InlineData("DeckState")]
    [InlineData("Hubs.VoiceKind")]
    [InlineData("Media.Guard.GuardState")]
    [InlineData("Media.Guard.GuardCause")]
    [InlineData("Media.Guard.FallbackKind")]
    [InlineData("Alarms.AlarmLevel")]
    [InlineData("Reactions.ReactionKind")]
    public void Every_word_that_stands_for_a_state_is_told(string words) =>
        Enum.GetNames(words.Contains('.') ? Broadcast(words) : Contract(words))
            .Select(JsonNamingPolicy.CamelCase.ConvertName)
            .Where(word => !Document.Contains($"`{word}`", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void Every_code_of_a_fault_is_told_and_none_besides() => Cells("code | status")
        .SelectMany(cell => Quoted().Matches(cell).Select(match => match.Groups[1].Value))
        .ShouldBe(
            new[] { "Broadcast", "Scheduler", "Server", "Rtc" }
                .SelectMany(House.Sources)
                .SelectMany(file => Fault().Matches(string.Join('\n', file.Lines)).Select(match => match.Groups[1].Value))
                .Except(OurOwn, StringComparer.Ordinal)
                .Distinct(StringComparer.Ordinal),
            ignoreOrder: true);

    /// <summary>What the tables of methods tell, as name/number of arguments: `Upvote` · `TakeBackUpvote` `(talkId, c, questionId)`.</summary>
    private static IEnumerable<string> Methods() => (
        from cell in Cells("method")
        from Match row in Method().Matches(cell.Replace("`", "", StringComparison.Ordinal))
        from name in row.Groups[1].Value.Split(" · ")
        select $"{name}/{row.Groups[2].Value.Split(',').Length}").Distinct(StringComparer.Ordinal);

    /// <summary>The first cells of all tables whose head begins so.</summary>
    private static IEnumerable<string> Cells(string head)
    {
        var inside = false;
        foreach (var line in Document.Split('\n'))
        {
            if (!line.StartsWith('|'))
                inside = false;
            else if (line.StartsWith($"| {head} |", StringComparison.Ordinal))
                inside = true;
            else if (inside && !line.StartsWith("|---", StringComparison.Ordinal))
                yield return line.Split(" | ")[0];
        }
    }

    private static Type Broadcast(string name) => House.Assembly("Broadcast").GetType($"TalksPlatform.Broadcast.{name}", throwOnError: true)!;

    private static Type Contract(string name) => House.Assembly("Contracts").GetType($"TalksPlatform.Contracts.{name}", throwOnError: true)!;

    private static IEnumerable<string> Fields(Type view) => view
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Select(field => JsonNamingPolicy.CamelCase.ConvertName(field.Name));

    [GeneratedRegex(@"((?:[A-Z]\w+ · )*[A-Z]\w+) ?\(([^)]*)\)")]
    private static partial Regex Method();

    [GeneratedRegex(@"`([a-z]+)\(")]
    private static partial Regex Message();

    [GeneratedRegex("(?<=[`, ])[a-zA-Z]+(?=[`?])")]
    private static partial Regex Word();

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Code();

    [GeneratedRegex("`([a-z]+(?:\\.[a-z-]+)?)`")]
    private static partial Regex Quoted();

    /// <summary>A code where a fault is made: before its kind, or before its sentence.</summary>
    [GeneratedRegex("\"(internal|[a-z]+\\.[a-z]+(?:-[a-z]+)*)\"\\s*,\\s*(?=FaultKind|\\$?\"|full\\.Message|message)")]
    private static partial Regex Fault();
}
