using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace TalksPlatform.TestKit.Fuzzing;

/// <summary>
/// Makes hostile inputs out of genuine ones: flipped bits, cuts, splices, repeats, false lengths, extreme numbers. The
/// same seed and samples give the same inputs. Each input is good until the next.
/// </summary>
public sealed class Mutator
{
    private const int MostChanges = 4;
    private const int LongestRepeat = 64;

    private static readonly uint[] Extremes =
        [0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 63, 64, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];

    private static readonly string[] ExtremeNumbers =
        ["", "0", "-1", "1", "255", "256", "65535", "65536", "2147483647", "2147483648", "-2147483649", "4294967296", "18446744073709551616", "1e9", "0x10", "99999999999999999999999999"];

    private static readonly byte[] Separators = Encoding.ASCII.GetBytes("\r\n:;=,/ <>\"@\0\t%[]()");

    private readonly Random _random;
    private readonly IReadOnlyList<byte[]> _samples;
    private readonly byte[] _buffer;
    private readonly byte[] _spare;
    private readonly Action[] _changes;
    private int _length;

    /// <summary>Prepares to make inputs.</summary>
    /// <param name="seed">What all of them follow from.</param>
    /// <param name="samples">Genuine inputs.</param>
    /// <param name="maxLength">No input is longer, in bytes.</param>
    public Mutator(int seed, IReadOnlyList<byte[]> samples, int maxLength)
    {
        if (samples.Count == 0)
            throw new ArgumentException("There is nothing to mutate.", nameof(samples));

        _random = new Random(seed);
        _samples = samples;
        _buffer = new byte[maxLength];
        _spare = new byte[maxLength];
        _changes =
        [
            FlipBits, FlipBits, SetByte, SetShort, SetWord, FalsifyLength, CutTail, CutMiddle, Splice, Repeat, Insert,
            ChangeNumber, ChangeSeparator, RepeatLine, DropLine,
        ];
    }

    /// <summary>The next input.</summary>
    public ReadOnlySpan<byte> Next()
    {
        Load(Any(_samples));
        for (var changes = _random.Next(1, MostChanges + 1); changes > 0; changes--)
            Any(_changes)();
        return _buffer.AsSpan(0, _length);
    }

    private void Load(ReadOnlySpan<byte> sample)
    {
        _length = Math.Min(sample.Length, _buffer.Length);
        sample[.._length].CopyTo(_buffer);
    }

    private void FlipBits()
    {
        for (var flips = _random.Next(1, 9); flips > 0 && _length > 0; flips--)
            _buffer[_random.Next(_length)] ^= (byte)(1 << _random.Next(8));
    }

    private void SetByte()
    {
        if (_length > 0)
            _buffer[_random.Next(_length)] = (byte)Any(Extremes);
    }

    private void SetShort()
    {
        if (_length >= 2)
            BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(_random.Next(_length - 1)), (ushort)Any(Extremes));
    }

    private void SetWord()
    {
        if (_length >= 4)
            BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(_random.Next(_length - 3)), Any(Extremes));
    }

    /// <summary>Lengths stand as 8 or 16 bits, and are attacked where they are nearly true.</summary>
    private void FalsifyLength()
    {
        if (_length < 2)
            return;
        var at = _random.Next(_length - 1);
        var lie = _length - at + _random.Next(-6, 7);
        if (_random.Next(2) == 0)
            _buffer[at] = (byte)lie;
        else
            BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(at), (ushort)lie);
    }

    private void CutTail() => _length = _random.Next(_length + 1);

    private void CutMiddle()
    {
        var (at, count) = Part();
        Replace(at, count, []);
    }

    private void Splice()
    {
        var other = Any(_samples);
        var from = _random.Next(other.Length + 1);
        Replace(_random.Next(_length + 1), _random.Next(2) == 0 ? 0 : _length, other.AsSpan(from));
    }

    private void Repeat()
    {
        var (at, count) = Part();
        var part = _buffer.AsSpan(at, count).ToArray();
        for (var times = _random.Next(1, LongestRepeat); times > 0; times--)
            Replace(at, 0, part);
    }

    private void Insert()
    {
        var noise = new byte[_random.Next(1, 33)];
        _random.NextBytes(noise);
        Replace(_random.Next(_length + 1), 0, noise);
    }

    private void ChangeNumber()
    {
        var at = _random.Next(_length + 1);
        while (at < _length && !char.IsAsciiDigit((char)_buffer[at]))
            at++;
        var end = at;
        while (end < _length && char.IsAsciiDigit((char)_buffer[end]))
            end++;
        if (end == at)
            return;
        var number = _random.Next(4) == 0 ? _random.NextInt64().ToString(CultureInfo.InvariantCulture) : Any(ExtremeNumbers);
        Replace(at, end - at, Encoding.ASCII.GetBytes(number));
    }

    private void ChangeSeparator()
    {
        var at = _random.Next(_length + 1);
        Replace(at, _random.Next(2), [Any(Separators)]);
    }

    private void RepeatLine()
    {
        var (at, count) = Line();
        var line = _buffer.AsSpan(at, count).ToArray();
        for (var times = _random.Next(1, LongestRepeat); times > 0; times--)
            Replace(at, 0, line);
    }

    private void DropLine()
    {
        var (at, count) = Line();
        Replace(at, count, []);
    }

    private (int At, int Count) Part()
    {
        var at = _random.Next(_length + 1);
        return (at, _random.Next(Math.Min(_length - at, 256) + 1));
    }

    private (int At, int Count) Line()
    {
        var middle = _random.Next(_length + 1);
        var begin = _buffer.AsSpan(0, middle).LastIndexOf((byte)'\n') + 1;
        var end = _buffer.AsSpan(middle, _length - middle).IndexOf((byte)'\n');
        return (begin, (end < 0 ? _length : middle + end + 1) - begin);
    }

    private void Replace(int at, int count, ReadOnlySpan<byte> with)
    {
        count = Math.Min(count, _length - at);
        var tail = _buffer.AsSpan(at + count, _length - at - count);
        tail.CopyTo(_spare);
        var tailLength = tail.Length;

        var withLength = Math.Min(with.Length, _buffer.Length - at);
        with[..withLength].CopyTo(_buffer.AsSpan(at));
        tailLength = Math.Min(tailLength, _buffer.Length - at - withLength);
        _spare.AsSpan(0, tailLength).CopyTo(_buffer.AsSpan(at + withLength));
        _length = at + withLength + tailLength;
    }

    private T Any<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
}
