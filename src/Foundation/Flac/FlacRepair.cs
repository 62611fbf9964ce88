namespace TalksPlatform.Foundation.Flac;

/// <summary>Makes a file whole that <see cref="FlacWriter"/> could not finish.</summary>
public static class FlacRepair
{
    /// <summary>
    /// Cuts off what is behind the last whole frame, has the header tell what there is, and returns the samples; 0 for a
    /// file that is not even a header.
    /// </summary>
    public static long Repair(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        FlacInfo whole;
        long bytes;
        try
        {
            using var reader = new FlacReader(file);
            ReadToTheCut(reader);
            if (reader.Samples == 0)
                return 0;
            (whole, bytes) = (reader.Conclude(), reader.WholeBytes);
        }
        catch (InvalidDataException)
        {
            return 0;
        }

        Span<byte> header = stackalloc byte[FlacInfo.HeaderBytes];
        whole.WriteHeader(header);
        file.SetLength(bytes);
        file.Position = 0;
        file.Write(header);
        file.Flush(flushToDisk: true);
        return whole.Samples;
    }

    private static void ReadToTheCut(FlacReader reader)
    {
        try
        {
            while (reader.Read())
            {
                // What matters is how far it comes.
            }
        }
        catch (InvalidDataException)
        {
            // Here it was cut.
        }
    }
}
