namespace TalksPlatform.Broadcast.Phone.Prompts;

/// <summary>Something that a caller is told.</summary>
/// <param name="Kind">Where its sound comes from.</param>
/// <param name="Text">The name of a prompt, or the words themselves.</param>
/// <param name="Language">In what it is said; null in the caller's own.</param>
internal sealed record Prompt(PromptKind Kind, string Text = "", string? Language = null)
{
    /// <summary>A short tone: now.</summary>
    public static readonly Prompt Beep = new(PromptKind.Beep);

    /// <summary>What she has recorded herself.</summary>
    public static readonly Prompt Own = new(PromptKind.Own);

    /// <summary>One of those that are known by name, and can be recorded.</summary>
    public static Prompt Named(string name) => new(PromptKind.Named, name);

    /// <summary>Words that somebody wrote in the talk. Nothing is heard where nobody can speak their language.</summary>
    public static Prompt Say(string text, string language) => new(PromptKind.Said, text, language);
}

/// <summary>Where the sound of a prompt comes from.</summary>
internal enum PromptKind
{
    /// <summary>A recording of the series, or a synthesised voice.</summary>
    Named,

    /// <summary>A synthesised voice.</summary>
    Said,

    /// <summary>A tone.</summary>
    Beep,

    /// <summary>The caller herself.</summary>
    Own,
}
