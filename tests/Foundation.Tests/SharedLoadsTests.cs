namespace TalksPlatform.Foundation.Tests;

public class SharedLoadsTests
{
    private readonly SharedLoads<string, int> _loads = new();
    private int _asked;

    [Fact]
    public async Task Who_asks_while_it_is_loaded_has_the_same_and_who_asks_later_a_new_one()
    {
        var first = new TaskCompletionSource<int>();
        var one = _loads.GetAsync("a", _ => Count(first.Task));
        var two = _loads.GetAsync("a", _ => Count(Task.FromResult(2)));
        _asked.ShouldBe(1);

        first.SetResult(1);
        (await one).ShouldBe(1);
        (await two).ShouldBe(1);
        (await _loads.GetAsync("a", _ => Count(Task.FromResult(2)))).ShouldBe(2);
    }

    [Fact]
    public async Task What_failed_at_once_is_not_kept()
    {
        await Should.ThrowAsync<IOException>(_loads.GetAsync("a", _ => Task.FromException<int>(new IOException("The line is cut."))));

        (await _loads.GetAsync("a", _ => Count(Task.FromResult(1)))).ShouldBe(1);
    }

    private Task<int> Count(Task<int> load)
    {
        _asked++;
        return load;
    }
}
