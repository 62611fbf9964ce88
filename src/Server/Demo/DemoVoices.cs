namespace TalksPlatform.Server.Demo;

/// <summary>
/// The voices of the demo talk: recorded by a human for telephone systems (Debian's asterisk-core-sounds-en-wav), or
/// spoken by espeak-ng where that package is missing. Each says something else, so that each can be found again.
/// </summary>
/// <param name="Ada">The first speaker.</param>
/// <param name="Ben">The second speaker, who explains.</param>
/// <param name="Answer">Ben again, answering a question.</param>
/// <param name="Caller">The caller.</param>
/// <param name="Station">The presenter in the station's studio.</param>
internal sealed record DemoVoices(WavFile Ada, WavFile Ben, WavFile Answer, WavFile Caller, WavFile Station)
{
    private const string Folder = "/usr/share/asterisk/sounds/en_US_f_Allison";

    private const string AdaSays =
        "Good evening. Tonight we speak about the papers that a small shop needs, and in which order to get them. "
        + "Bring your identity card, a proof of place, and the form, filled in. Ask whatever you like to know.";

    private const string BenSays =
        "Thank you for having me. Most owners ask what it costs. The answer depends on the size of the shop, on the "
        + "district, and on whether you sell food. Let me go through these one by one. First, the size. A stall of less "
        + "than four square metres pays the lowest fee. Then the district: each one has its own table on the wall.";

    private const string CallerSays =
        "I have a noodle shop by the river, and I would like to know whether my sister may use the same licence for her "
        + "stall at the market.";

    private const string StationSays =
        "This is the studio. You are coming through loud and clear, we are ready to take the programme at the top of the hour.";

    /// <summary>Reads the voices, or has them spoken.</summary>
    public static async Task<DemoVoices> LoadAsync(string scratch, CancellationToken ct)
    {
        var ada = await LoadAsync("demo-congrats", AdaSays, scratch, ct);
        var ben = await LoadAsync("demo-instruct", BenSays, scratch, ct);
        var caller = await LoadAsync("vm-options", CallerSays, scratch, ct);
        var station = await LoadAsync("demo-moreinfo", StationSays, scratch, ct);
        return new DemoVoices(
            ada.Cut(TimeSpan.Zero, TimeSpan.FromSeconds(24)),
            ben.Cut(TimeSpan.Zero, TimeSpan.FromSeconds(14)),
            ben.Cut(TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(20)),
            caller.Cut(TimeSpan.Zero, TimeSpan.FromSeconds(9)),
            station);
    }

    private static async Task<WavFile> LoadAsync(string recorded, string spoken, string scratch, CancellationToken ct)
    {
        var path = Path.Combine(Folder, recorded + ".wav");
        if (File.Exists(path))
            return WavFile.Read(path);
        var file = Path.Combine(scratch, recorded + ".wav");
        await Tool.RunAsync("espeak-ng", ["-s", "150", "-w", file + ".22k.wav", spoken], ct);
        await Tool.RunAsync(
            "ffmpeg",
            ["-y", "-v", "error", "-i", file + ".22k.wav", "-ar", "8000", "-ac", "1", "-c:a", "pcm_s16le", file],
            ct);
        return WavFile.Read(file);
    }
}
