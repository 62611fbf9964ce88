using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp.Picture;

/// <summary>Makes pictures of cards by ffmpeg's librsvg, walled in, since people from everywhere write what stands on them.</summary>
internal sealed class CardPainter(Sandbox sandbox)
{
    private const string Drawing = "card.svg";
    private const string Painted = "card.yuv";

    /// <summary>The card's picture.</summary>
    /// <exception cref="OutputException">It cannot be drawn here.</exception>
    public async Task<byte[]> PaintAsync(PictureCard card, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("card-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, Drawing), CardDrawing.Draw(card), ct);
            await sandbox.RunAsync(
                folder,
                "ffmpeg",
                [
                    "-v", "error", "-nostdin", "-protocol_whitelist", "file", "-f", "svg_pipe", "-i", Drawing, "-frames:v", "1",
                    "-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p", "-f", "rawvideo", Painted,
                ],
                ct);
            var picture = await File.ReadAllBytesAsync(Path.Combine(folder, Painted), ct);
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
