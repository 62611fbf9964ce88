using System.Runtime.CompilerServices;
using Shouldly;

namespace TalksPlatform.TestKit;

/// <summary>Waits for a condition instead of for a time. The bound is generous: it only ends a test that has failed.</summary>
public static class Eventually
{
    /// <summary>How long a condition may take when the test does not say.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Waits until it is so.</summary>
    /// <param name="because">What the test waits for, for the message when it does not come.</param>
    public static Task BecomesAsync(
        Func<bool> condition, string because, TimeSpan? patience = null,
        [CallerArgumentExpression(nameof(condition))] string expression = "") =>
        BecomesAsync(() => Task.FromResult(condition()), because, patience, expression);

    /// <summary>Waits until it is so.</summary>
    /// <param name="because">What the test waits for, for the message when it does not come.</param>
    public static async Task BecomesAsync(
        Func<Task<bool>> condition, string because, TimeSpan? patience = null,
        [CallerArgumentExpression(nameof(condition))] string expression = "")
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        while (!await condition())
        {
            if (time.GetElapsedTime(began) > (patience ?? Patience))
                throw new ShouldAssertException($"It never came about that {because}: {expression}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), time, CancellationToken.None);
        }
    }

    /// <summary>Waits until there is something, and returns it.</summary>
    /// <param name="because">What the test waits for, for the message when it does not come.</param>
    public static async Task<T> GetsAsync<T>(
        Func<Task<T?>> find, string because, TimeSpan? patience = null,
        [CallerArgumentExpression(nameof(find))] string expression = "") where T : class
    {
        T? found = null;
        await BecomesAsync(async () => (found = await find()) is not null, because, patience, expression);
        return found!;
    }
}
