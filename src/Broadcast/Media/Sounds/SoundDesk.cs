using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Media.Mixing;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Sounds;

/// <summary>Has the sounds of every programme played.</summary>
internal sealed class SoundPlaying(SoundShelf shelf, TimeProvider time, ILogger<SoundPlaying> logger) : IProgrammeCompanion
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(40);

    public async Task RunAsync(ProgrammeRun run, CancellationToken ct)
    {
        using var desk = new SoundDesk(run.Programme, sound => shelf.Open(run.Session.State.Card!.Series, sound), time, logger);
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            desk.Follow(run.Session.State.Mix);
        }
        while (await timer.WaitForNextTickAsync(ct));
    }
}

/// <summary>
/// Plays the sounds that the talk's log says are played: from their beginning, or after a restart from where they are by
/// now. What has run out is over by its length, and nobody need say so. One thread at a time.
/// </summary>
/// <param name="programme">Where they are heard.</param>
/// <param name="open">Finds a sound.</param>
/// <param name="time">Tells where a sound is.</param>
/// <param name="logger">Hears of what cannot be played.</param>
internal sealed class SoundDesk(TalkProgramme programme, Func<SoundId, SoundTape> open, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan FromTheBeginning = TimeSpan.FromSeconds(2); // who is no later than that misses nothing

    private readonly Dictionary<(SoundId Sound, DateTimeOffset StartedAt), Playing?> _playing = [];

    /// <summary>Begins and ends what has to, and reads ahead.</summary>
    public void Follow(MixState mix)
    {
        var now = time.GetUtcNow();
        var changed = false;
        foreach (var sound in mix.Sounds.Where(sound => !sound.IsOver(now) && !_playing.ContainsKey(KeyOf(sound))))
            changed |= (_playing[KeyOf(sound)] = TryBegin(sound, now)) is not null;

        foreach (var (key, playing) in _playing.ToArray())
        {
            if (playing is not null)
                Lead(playing, mix.Sounds.Find(sound => KeyOf(sound) == key), now);
            if (playing is { Player.IsOver: false } || mix.Sounds.Exists(sound => KeyOf(sound) == key && !sound.IsOver(now)))
                continue;
            changed |= _playing.Remove(key);
            playing?.Player.Dispose(); // the clock's thread may still ask it once, and reads no file
        }
        if (!changed)
            return;
        programme.PlaySounds([.. _playing.Values.OfType<Playing>().Select(playing => playing.Input)]);
    }

    public void Dispose()
    {
        programme.PlaySounds([]);
        foreach (var playing in _playing.Values)
            playing?.Player.Dispose();
    }

    private static (SoundId, DateTimeOffset) KeyOf(PlayingSound sound) => (sound.Id, sound.StartedAt);

    private Playing? TryBegin(PlayingSound sound, DateTimeOffset now)
    {
        try
        {
            var late = now - sound.StartedAt;
            var from = late < FromTheBeginning ? 0 : (long)(late.TotalSeconds * AudioFrame.SampleRate);
            var player = new SoundPlayer(open(sound.Id), sound.Kind == SoundKind.Bed, from, GainOf(sound, now));
            player.Fill();
            var input = new MixerInput(player) { IsBed = sound.Kind == SoundKind.Bed };
            input.Strip.Settings = new StripSettings(sound.GainDb);
            input.Fader.Target = 1f;
            return new Playing(sound, player, input);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            logger.LogWarning("Talk {Talk}: the sound {Sound} cannot be played ({Reason})", programme.Talk, sound.Name, gone.Message);
            return null;
        }
    }

    /// <summary>What is left of it when it was fading away already.</summary>
    private static float GainOf(PlayingSound sound, DateTimeOffset now) => sound is { FadesAt: { } begin, FadedAt: { } end } && now > begin
        ? (float)((end - now) / (end - begin))
        : 1f;

    /// <summary>Fades it as the log says, and reads ahead.</summary>
    private void Lead(Playing playing, PlayingSound? said, DateTimeOffset now)
    {
        if (said is null && !playing.Sound.IsOver(now)) // what ran out in the log runs out here a moment later
            playing.Stop();
        else if (said?.FadedAt is { } end)
            playing.FadeOnce(end - now);
        try
        {
            playing.Player.Fill();
        }
        catch (Exception refusal) when (refusal is IOException or InvalidDataException)
        {
            logger.LogWarning("Talk {Talk}: the sound {Sound} ends early ({Reason})", programme.Talk, playing.Sound.Name, refusal.Message);
            playing.Stop();
        }
    }

    private sealed class Playing(PlayingSound sound, SoundPlayer player, MixerInput input)
    {
        private bool _fades;
        private bool _stops;

        public PlayingSound Sound => sound;

        public SoundPlayer Player => player;

        public MixerInput Input => input;

        public void FadeOnce(TimeSpan over)
        {
            if (!_fades)
                player.FadeTo(0f, over);
            _fades = true;
        }

        /// <summary>Within a frame, so that it does not click.</summary>
        public void Stop()
        {
            if (!_stops)
                player.FadeTo(0f, AudioFrame.Duration);
            _fades = _stops = true;
        }
    }
}
