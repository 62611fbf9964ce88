using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Broadcast.Talks;

namespace TalksPlatform.Broadcast.Media.Outputs.StudioLink;

/// <summary>Says to a station who is on its line: the series' own recording or a synthesised voice, then series and talk.</summary>
internal sealed class LineIdent(PromptShelf prompts, ILogger<LineIdent> logger)
{
    /// <summary>48 kHz samples; empty when there is nothing to say.</summary>
    public async Task<short[]> MakeAsync(TalkCard? talk)
    {
        if (talk is null)
            return [];
        try
        {
            var begin = await prompts.LoadAsync(talk.Series, talk.Language, Prompt.Named("ident"));
            var name = await prompts.LoadAsync(talk.Series, talk.Language, Prompt.Say($"{talk.SeriesTitle}. {talk.Title}.", talk.Language));
            return [.. begin.Span, .. name.Span];
        }
        catch (IOException unreadable)
        {
            logger.LogWarning(unreadable, "The ident of {Talk} cannot be read: its stations' lines are silent before air", talk.Slug);
            return [];
        }
    }
}
