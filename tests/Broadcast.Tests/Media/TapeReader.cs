using System.Runtime.InteropServices;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Flac;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>Plays parts of a recording one after the other.</summary>
internal static class TapeReader
{
    /// <summary>Reads them all.</summary>
    /// <exception cref="InvalidDataException">A part is damaged.</exception>
    public static float[] Read(string folder, IEnumerable<RecordingPart> parts)
    {
        List<float> sound = [];
        foreach (var part in parts)
        {
            using var file = File.OpenRead(Path.Combine(folder, part.File));
            using var reader = new FlacReader(file);
            while (reader.Read())
            {
                foreach (var sample in MemoryMarshal.Cast<byte, short>(reader.Pcm))
                    sound.Add(sample / 32768f);
            }
        }
        return [.. sound];
    }
}
