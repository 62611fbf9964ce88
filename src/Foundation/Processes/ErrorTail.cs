using System.Text;

namespace TalksPlatform.Foundation.Processes;

/// <summary>Reads standard error for as long as it lasts and keeps its end.</summary>
internal sealed class ErrorTail(Action<string>? onLine)
{
    private const int Kept = 4096;

    private readonly Lock _lock = new();
    private readonly StringBuilder _tail = new();
    private readonly StringBuilder _line = new();

    public string Text
    {
        get
        {
            lock (_lock)
                return _tail.ToString();
        }
    }

    public async Task ReadAsync(StreamReader errors)
    {
        var buffer = new char[1024];
        int read;
        while ((read = await errors.ReadAsync(buffer)) > 0)
            Take(buffer.AsSpan(0, read));
        EndLine();
    }

    private void Take(ReadOnlySpan<char> text)
    {
        lock (_lock)
        {
            _tail.Append(text);
            if (_tail.Length > Kept)
                _tail.Remove(0, _tail.Length - Kept);
        }
        if (onLine is null)
            return;
        foreach (var c in text)
        {
            if (c is '\n' or '\r')
                EndLine();
            else if (_line.Length < Kept)
                _line.Append(c);
        }
    }

    private void EndLine()
    {
        if (_line.Length > 0)
            onLine?.Invoke(_line.ToString());
        _line.Clear();
    }
}
