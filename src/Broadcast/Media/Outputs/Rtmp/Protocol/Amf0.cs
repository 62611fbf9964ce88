using System.Buffers.Binary;
using System.Text;

namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp.Protocol;

/// <summary>The few values of Action Message Format 0 that publishing needs: numbers, booleans, strings, objects, null.</summary>
internal static class Amf0
{
    private const byte NumberMark = 0;
    private const byte BooleanMark = 1;
    private const byte StringMark = 2;
    private const byte ObjectMark = 3;
    private const byte NullMark = 5;
    private const byte UndefinedMark = 6;
    private const byte ArrayMark = 8;
    private const byte EndMark = 9;
    private const byte LongStringMark = 12;
    private const int Deepest = 8;

    /// <summary>The values one after the other; a list of pairs becomes an object.</summary>
    public static byte[] Write(params ReadOnlySpan<object?> values)
    {
        using var bytes = new MemoryStream();
        foreach (var value in values)
            Put(bytes, value);
        return bytes.ToArray();
    }

    /// <summary>Reads values to the end, or to one that is not known.</summary>
    /// <exception cref="InvalidDataException">They break off.</exception>
    public static IReadOnlyList<object?> Read(ReadOnlySpan<byte> bytes)
    {
        List<object?> values = [];
        while (!bytes.IsEmpty && TryTake(ref bytes, Deepest, out var value))
            values.Add(value);
        return values;
    }

    private static void Put(MemoryStream bytes, object? value)
    {
        switch (value)
        {
            case null:
                bytes.WriteByte(NullMark);
                break;
            case double number:
                Span<byte> eight = stackalloc byte[8];
                BinaryPrimitives.WriteDoubleBigEndian(eight, number);
                bytes.WriteByte(NumberMark);
                bytes.Write(eight);
                break;
            case string text:
                bytes.WriteByte(StringMark);
                PutText(bytes, text);
                break;
            case (string Name, object? Value)[] fields:
                bytes.WriteByte(ObjectMark);
                foreach (var (name, field) in fields)
                {
                    PutText(bytes, name);
                    Put(bytes, field);
                }
                bytes.Write([0, 0, EndMark]);
                break;
            default:
                throw new ArgumentException($"AMF0 has no {value.GetType()} here.", nameof(value));
        }
    }

    private static void PutText(MemoryStream bytes, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)utf8.Length));
        bytes.Write(length);
        bytes.Write(utf8);
    }

    private static bool TryTake(ref ReadOnlySpan<byte> bytes, int depth, out object? value)
    {
        value = null;
        var mark = Cut(ref bytes, 1)[0];
        switch (mark)
        {
            case NumberMark:
                value = BinaryPrimitives.ReadDoubleBigEndian(Cut(ref bytes, 8));
                return true;
            case BooleanMark:
                value = Cut(ref bytes, 1)[0] != 0;
                return true;
            case StringMark:
                value = Text(ref bytes);
                return true;
            case LongStringMark:
                value = Encoding.UTF8.GetString(Cut(ref bytes, checked((int)BinaryPrimitives.ReadUInt32BigEndian(Cut(ref bytes, 4)))));
                return true;
            case NullMark or UndefinedMark:
                return true;
            case ObjectMark:
                return TryTakeFields(ref bytes, depth, out value);
            case ArrayMark:
                Cut(ref bytes, 4);
                return TryTakeFields(ref bytes, depth, out value);
            default:
                return false; // nothing that a publisher is told comes so
        }
    }

    private static bool TryTakeFields(ref ReadOnlySpan<byte> bytes, int depth, out object? value)
    {
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        value = fields;
        while (depth > 0)
        {
            var name = Text(ref bytes);
            if (name == "" && !bytes.IsEmpty && bytes[0] == EndMark)
            {
                Cut(ref bytes, 1);
                return true;
            }
            if (!TryTake(ref bytes, depth - 1, out var field))
                return false;
            fields[name] = field;
        }
        return false;
    }

    private static string Text(ref ReadOnlySpan<byte> bytes) =>
        Encoding.UTF8.GetString(Cut(ref bytes, BinaryPrimitives.ReadUInt16BigEndian(Cut(ref bytes, 2))));

    private static ReadOnlySpan<byte> Cut(ref ReadOnlySpan<byte> bytes, int length)
    {
        if (length < 0 || bytes.Length < length)
            throw new InvalidDataException("A message breaks off.");
        var cut = bytes[..length];
        bytes = bytes[length..];
        return cut;
    }
}
