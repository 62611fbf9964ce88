using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp.Picture;

/// <summary>Makes pictures of cards by ffmpeg's librsvg, walled in, since people from everywhere write what stands on them.</summary>
internal sealed class CardPainter(Sandbox sandbox)
{
    /// <summary>The card's picture.</summary>
    /// <exception cref="OutputException">It cannot be drawn here.</exception>
    public async Task<byte[]> PaintAsync(PictureCard card, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("card-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "card.svg"), CardDrawing.Draw(card), ct);
            await sandbox.RunAsync(
                folder,
                "ffmpeg",
                [
                    "-v", "error", "-nostdin", "-protocol_whitelist", "file", "-f", "svg_pipe", "-i", "card.svg", "-frames:v", "1",
                    "-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p", "-f", "rawvideo", "card.yuv",
                ],
                ct);
            var picture = await File.ReadAllBytesAsync(Path.Combine(folder, "card.yuv"), ct);
            return picture.Length == PictureFormat.Bytes ? picture : throw new OutputException(OutputException.Picture, "The picture has a wrong size.");
        }
        catch (Exception failure) when (failure is SandboxException or ChildProcessException or IOException)
        {
            throw new OutputException(OutputException.Picture, $"The picture cannot be drawn: {failure.Message}", failure);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
