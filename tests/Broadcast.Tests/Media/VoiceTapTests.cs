using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Recording;
using TalksPlatform.Broadcast.Mix;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>What comes onto a voice's own track.</summary>
public sealed class VoiceTapTests
{
    private readonly TickedProgramme _programme = new();
    private readonly Line _ada = new(VoiceKind.Speaker, new SingingVoice(500, -20));
    private readonly Line _ben = new(VoiceKind.Speaker, new SingingVoice(1500, -20));

    [Fact]
    public async Task A_track_has_its_voice_alone_and_whole_though_the_mix_shares_its_gain()
    {
        var sharing = StripSettings.Neutral with { Automix = true };
        await _programme.SeatOnAirAsync(_ada, sharing);
        await _programme.SeatOnAirAsync(_ben, sharing);
        _programme.Talk.TapVoices();
        _programme.Talk.GoLive();

        _programme.Tick(100);

        var seat = _programme.Talk.FindConnected(_ada.Id)!;
        Tones.LevelAt(seat.Input.Samples, 500).ShouldBeLessThan(-22, "both speak, so each has a share");
        var track = Drain(seat.Tap);
        track.Length.ShouldBe(96_000);
        Tones.LevelAt(track.AsSpan(^48_000), 500).ShouldBe(-20, tolerance: 0.2);
        Tones.LevelAt(track.AsSpan(^48_000), 1500).ShouldBeLessThan(-60);
        seat.Tap.Name.ShouldBe("Speaker");
    }

    [Fact]
    public async Task Nothing_of_the_green_room_of_a_muted_voice_or_of_after_the_end_comes_onto_a_track()
    {
        await _programme.SeatOnAirAsync(_ada);
        _programme.Talk.TapVoices();
        var tap = _programme.Talk.FindConnected(_ada.Id)!.Tap;

        _programme.Tick(10);
        Drain(tap).ShouldBeEmpty("the green room");
        _programme.Talk.GoLive();
        _programme.PutOnAir(_ada, muted: true);
        _programme.Tick(1); // she fades out
        Drain(tap);
        _programme.Tick(10);
        Drain(tap).ShouldBeEmpty("muted");
        _programme.PutOnAir(_ada);
        _programme.Tick(10);
        Drain(tap).Length.ShouldBe(9_600);
        _programme.Talk.End();
        _programme.Tick(10);
        Drain(tap).ShouldBeEmpty("the talk is over");
    }

    [Fact]
    public async Task Where_nobody_records_no_sound_waits_for_a_track()
    {
        await _programme.SeatOnAirAsync(_ada);
        _programme.Talk.GoLive();

        _programme.Tick(10);

        _programme.Talk.Taps.ShouldAllBe(tap => tap.Frames.Count == 0);
    }

    private static float[] Drain(VoiceTap tap)
    {
        List<float> sound = [];
        while (tap.Frames.TryRead(out var frame))
        {
            sound.AddRange(frame.Samples);
            frame.Release();
        }
        return [.. sound];
    }
}
