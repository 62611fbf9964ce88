using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp.Picture;

/// <summary>The pictures that are being drawn: one a talk, for as long as somebody sends it on. Thread-safe.</summary>
internal sealed class PictureStreams(TalkDirectory talks, CardPainter painter, TimeProvider time, ILogger<PictureStreams> logger) : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1);
    private readonly Dictionary<TalkProgramme, (PictureStream Stream, int Users)> _streams = [];

    /// <summary>The talk's picture, and its use: it is drawn until the last use is disposed of.</summary>
    public async Task<Use> TakeAsync(TalkProgramme programme, CancellationToken ct)
    {
        var session = await talks.FindAsync(programme.Talk, ct);
        await _changing.WaitAsync(ct);
        try
        {
            var (stream, users) = _streams.GetValueOrDefault(programme);
            stream ??= new PictureStream(programme, session, painter, time, logger);
            _streams[programme] = (stream, users + 1);
            return new Use(this, programme, stream);
        }
        finally
        {
            _changing.Release();
        }
    }

    public void Dispose() => _changing.Dispose();

    private async Task ReturnAsync(TalkProgramme programme)
    {
        await _changing.WaitAsync();
        try
        {
            var (stream, users) = _streams[programme];
            _streams[programme] = (stream, users - 1);
            if (users > 1)
                return;
            _streams.Remove(programme);
            await stream.DisposeAsync();
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Somebody's use of a picture.</summary>
    internal sealed class Use(PictureStreams streams, TalkProgramme programme, PictureStream picture) : IAsyncDisposable
    {
        public PictureStream Picture => picture;

        public async ValueTask DisposeAsync() => await streams.ReturnAsync(programme);
    }
}
