namespace TalksPlatform.Broadcast.Phone.Menu;

/// <summary>Where a caller stands in the menu.</summary>
internal enum MenuPlace
{
    /// <summary>She chooses the language that she is spoken to in.</summary>
    Language,

    /// <summary>She is asked whether she may be heard and recorded.</summary>
    Consent,

    /// <summary>She hears the programme, or what she may do besides.</summary>
    Programme,

    /// <summary>She is told how to leave her question.</summary>
    BeforeTape,

    /// <summary>She says her question.</summary>
    Taping,

    /// <summary>Her question is recorded, and she decides what becomes of it.</summary>
    Review,

    /// <summary>She is asked for her vote.</summary>
    Vote,

    /// <summary>She is asked whether she was heard right.</summary>
    Confirm,

    /// <summary>She types the digits of a desk.</summary>
    Pin,

    /// <summary>She is a host, and her keys drive the programme.</summary>
    Desk,

    /// <summary>She is in the programme.</summary>
    OnAir,

    /// <summary>She is told goodbye.</summary>
    Leaving,
}
