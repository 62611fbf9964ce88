using TalksPlatform.Broadcast.Hubs.Fanout;

namespace TalksPlatform.Broadcast.Tests.Hubs.Fanout;

public class FanoutStreamTests
{
    private static readonly byte[] News = TextFrame.Of("news"u8);
    private static readonly byte[] Answer = TextFrame.Of("answer"u8);

    private readonly SlowLine _line = new();
    private readonly FanoutStream _stream;

    public FanoutStreamTests() => _stream = new FanoutStream(_line);

    [Fact]
    public async Task What_SignalR_writes_and_what_is_told_arrive_whole_and_in_order()
    {
        await _stream.WriteAsync(Answer);
        _stream.TryWrite(News).ShouldBeTrue();
        await _stream.WriteAsync(Answer);

        _line.Written.ShouldBe([.. Answer, .. News, .. Answer]);
    }

    [Fact]
    public async Task Nothing_is_told_in_the_middle_of_a_message()
    {
        await _stream.WriteAsync(new byte[] { 0x01, 1, (byte)'a' });
        _stream.TryWrite(News).ShouldBeFalse();
        await _stream.WriteAsync(new byte[] { 0x80, 1, (byte)'b' });
        _stream.TryWrite(News).ShouldBeTrue();
    }

    [Fact]
    public async Task While_the_line_is_full_nothing_more_is_told_and_SignalR_waits_for_its_turn()
    {
        _line.Fill();
        _stream.TryWrite(News).ShouldBeTrue();

        _stream.TryWrite(News).ShouldBeFalse();
        var waiting = _stream.WriteAsync(Answer).AsTask();
        waiting.IsCompleted.ShouldBeFalse();

        _line.Drain();
        await waiting;
        _line.Written.ShouldBe([.. News, .. Answer]);
        _stream.TryWrite(News).ShouldBeTrue();
    }

    [Fact]
    public async Task SignalR_does_not_wait_for_ever_on_a_full_line()
    {
        _line.Fill();
        _stream.TryWrite(News).ShouldBeTrue();
        using var patience = new CancellationTokenSource();

        var waiting = _stream.WriteAsync(Answer, patience.Token).AsTask();
        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_line_that_broke_takes_nothing_and_harms_nobody()
    {
        _line.Fill();
        _stream.TryWrite(News).ShouldBeTrue();
        _line.Break();

        await Should.ThrowAsync<IOException>(() => _stream.WriteAsync(Answer).AsTask());
        _stream.TryWrite(News).ShouldBeFalse();
    }

    /// <summary>A transport whose writes end only when there is room.</summary>
    private sealed class SlowLine : MemoryStream
    {
        private TaskCompletionSource? _full;
        private bool _broken;

        public byte[] Written => ToArray();

        public void Fill() => _full = new TaskCompletionSource();

        public void Drain() => _full!.SetResult();

        public void Break()
        {
            _broken = true;
            _full!.SetException(new IOException("The line is broken."));
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_broken)
                throw new IOException("The line is broken.");
            Write(buffer.Span);
            return _full is { Task.IsCompleted: false } full ? new ValueTask(full.Task) : ValueTask.CompletedTask;
        }
    }
}
