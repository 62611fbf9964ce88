using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Phone.Desk;
using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Phone.Calls;

/// <summary>What every call needs of the house.</summary>
/// <param name="Floor">Where the talk is mixed.</param>
/// <param name="Prompts">What callers are told.</param>
/// <param name="Desk">Where hosts come in.</param>
/// <param name="Data">Where questions are kept.</param>
/// <param name="Pace">How often one may ask.</param>
/// <param name="Time">The time of day.</param>
/// <param name="Logger">Hears how it goes.</param>
internal sealed record CallEquipment(
    StudioFloor Floor, PromptShelf Prompts, DeskDoor Desk, DataFolder Data, AskPace Pace, TimeProvider Time, ILogger<CallAttendant> Logger);
