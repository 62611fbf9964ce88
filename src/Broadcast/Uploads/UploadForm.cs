using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Uploads;

/// <summary>What a form with files may be, and what somebody is told whose form is something else.</summary>
/// <param name="Bytes">The most that its files have together.</param>
/// <param name="Files">The most files.</param>
/// <param name="Missing">It has no file.</param>
/// <param name="TooLong">It has too many bytes.</param>
/// <param name="TooMany">It has too many parts.</param>
internal sealed record UploadForm(long Bytes, int Files, Fault Missing, Fault TooLong, Fault TooMany)
{
    private const int MostFields = 20;

    /// <summary>More than we take: who sends a little too much is told so, and not just cut off.</summary>
    public long LongestRequest => 2 * Bytes;

    /// <summary>Reads the form; it has at least one file that is not empty.</summary>
    /// <exception cref="FaultException">One of its faults.</exception>
    public async Task<IFormCollection> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType)
            throw Missing.AsException();
        try
        {
            var options = new FormOptions { MultipartBodyLengthLimit = Bytes, ValueCountLimit = Files + MostFields };
            var form = await request.ReadFormAsync(options, ct);
            if (form.Files.All(file => file.Length == 0))
                throw Missing.AsException();
            if (form.Files.Sum(file => file.Length) > Bytes)
                throw TooLong.AsException();
            return form.Files.Count > Files ? throw TooMany.AsException() : form;
        }
        catch (InvalidDataException refused)
        {
            throw (request.ContentLength <= Bytes ? TooMany : TooLong).AsException(refused); // what is short has too many parts
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLong.AsException(refused);
        }
    }
}
