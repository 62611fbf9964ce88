using System.Diagnostics;
using System.Globalization;
using TalksPlatform.Contracts;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>Lets attendees vote, each once, and notes when each was answered.</summary>
/// <param name="swarm">Whose they are.</param>
/// <param name="voters">Who votes.</param>
/// <param name="polls">Each talk's poll.</param>
internal sealed class Ballots(Swarm swarm, IReadOnlyList<Attendee> voters, IReadOnlyDictionary<string, string> polls) : ISwarmEar
{
    private const string Mine = "\"invocationId\":\"v\"";

    private static readonly byte[] MineInUtf8 = System.Text.Encoding.ASCII.GetBytes(Mine);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long[] _sentAt = new long[voters[^1].Index + 1];
    private readonly List<double> _milliseconds = new(voters.Count);
    private readonly Dictionary<long, long> _answeredAt = [];
    private double _latest;
    private int _sent;
    private long _began;

    /// <param name="swarm">Whose they are.</param>
    /// <param name="voters">All in one talk.</param>
    /// <param name="poll">That talk's.</param>
    public Ballots(Swarm swarm, IReadOnlyList<Attendee> voters, string poll)
        : this(swarm, voters, new Dictionary<string, string>(StringComparer.Ordinal) { [voters[0].Ticket.Talk!] = poll })
    {
    }

    /// <summary>How long each answer took.</summary>
    public IReadOnlyList<double> Milliseconds => _milliseconds;

    /// <summary>The longest time from a vote's answer to the patch that tells anybody of it, in milliseconds.</summary>
    public double LatestTold => _latest;

    /// <summary>All vote at once.</summary>
    /// <returns>Seconds until the last was answered.</returns>
    public async Task<double> RushAsync(CancellationToken ct)
    {
        swarm.Ear = this;
        swarm.Post(() =>
        {
            _began = Stopwatch.GetTimestamp();
            SendUntil(voters.Count);
        });
        return await FinishAsync(ct);
    }

    /// <summary>They vote one after the other, evenly over this time.</summary>
    /// <returns>Seconds until the last was answered.</returns>
    public async Task<double> PaceAsync(TimeSpan over, CancellationToken ct)
    {
        swarm.Ear = this;
        swarm.Post(() =>
        {
            _began = Stopwatch.GetTimestamp();
            swarm.Tick = now => SendUntil((int)(Stopwatch.GetElapsedTime(_began, now) / over * voters.Count));
        });
        return await FinishAsync(ct);
    }

    public void Hear(Attendee who, ReadOnlySpan<byte> record, long at)
    {
        if (record.StartsWith("{\"type\":3"u8) && record.IndexOf(MineInUtf8) >= 0)
            HearAnswer(who, record, at);
        else if (record.IndexOf("\"patch\""u8) >= 0)
            HearPatch(record, at);
    }

    private void HearAnswer(Attendee who, ReadOnlySpan<byte> record, long at)
    {
        if (record.IndexOf("\"error\""u8) >= 0)
        {
            _done.TrySetException(new InvalidOperationException(System.Text.Encoding.UTF8.GetString(record)));
            return;
        }
        _milliseconds.Add(Stopwatch.GetElapsedTime(_sentAt[who.Index], at).TotalMilliseconds);
        _answeredAt.TryAdd(NumberAfter(record, "\"seq\":"u8), at);
        if (_milliseconds.Count == voters.Count)
            _done.TrySetResult();
    }

    // The oldest vote that a patch tells of is the one that it tells latest.
    private void HearPatch(ReadOnlySpan<byte> record, long at)
    {
        if (_answeredAt.TryGetValue(NumberAfter(record, "\"fromSeq\":"u8) + 1, out var answered))
            _latest = Math.Max(_latest, Stopwatch.GetElapsedTime(answered, at).TotalMilliseconds);
    }

    private static long NumberAfter(ReadOnlySpan<byte> record, ReadOnlySpan<byte> name)
    {
        var digits = record[(record.IndexOf(name) + name.Length)..];
        return long.Parse(digits[..digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9')], CultureInfo.InvariantCulture);
    }

    private void SendUntil(int count)
    {
        for (; _sent < Math.Min(count, voters.Count); _sent++)
        {
            var voter = voters[_sent];
            var vote = HubWire.Invoke("v", "CastVote", $"\"{voter.Ticket.Talk}\",\"{CommandId.New()}\",\"{polls[voter.Ticket.Talk!]}\",{_sent % 2}");
            _sentAt[voter.Index] = Stopwatch.GetTimestamp();
            voter.Send(vote);
        }
    }

    private async Task<double> FinishAsync(CancellationToken ct)
    {
        try
        {
            await _done.Task.WaitAsync(Patience, TimeProvider.System, ct);
            return Stopwatch.GetElapsedTime(_began).TotalSeconds;
        }
        finally
        {
            swarm.Tick = null;
        }
    }
}
