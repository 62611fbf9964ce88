using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Tests.Rtp;

/// <summary>What is said between the reports (RFC 4585, RFC 5104, REMB, transport-wide congestion control).</summary>
public sealed class FeedbackTests
{
    private readonly SteppedTime _time = new();

    [Fact]
    public void Lost_packets_are_asked_for_and_read_over_the_wrap()
    {
        ushort[] lost = [65_530, 65_535, 3, 10, 11, 300];
        var writer = new RtcpWriter(new byte[100]);
        writer.AddNack(1, 2, lost);

        var feedback = Read(writer.Written);

        feedback.IsNack.ShouldBeTrue();
        feedback.Media.ShouldBe(2u);
        writer.Length.ShouldBe(12 + (3 * 4)); // 65530 to 10 in one entry, 11 and 300 in one each
        var numbers = new List<ushort>();
        for (var reader = new NackReader(feedback.Control); reader.TryRead();)
            numbers.Add(reader.Sequence);
        numbers.ShouldBe(lost);
    }

    [Fact]
    public void A_picture_is_asked_for_by_loss_or_at_will_and_only_of_its_source()
    {
        var writer = new RtcpWriter(new byte[100]);
        writer.AddPictureLoss(1, 2);
        Read(writer.Written).AsksForKeyframeOf(2).ShouldBeTrue();
        Read(writer.Written).AsksForKeyframeOf(3).ShouldBeFalse();

        writer = new RtcpWriter(new byte[100]);
        writer.AddFullIntraRequest(1, 2, number: 7);
        Read(writer.Written).AsksForKeyframeOf(2).ShouldBeTrue();
        Read(writer.Written).AsksForKeyframeOf(3).ShouldBeFalse();
        Read(writer.Written).TryGetBitrate(out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(64_000u)]
    [InlineData(262_143u)]
    [InlineData(3_000_000u)]
    [InlineData(uint.MaxValue)]
    public void A_bitrate_is_told_to_a_part_in_a_hundred_thousand(uint bitsPerSecond)
    {
        var writer = new RtcpWriter(new byte[100]);
        writer.AddBitrate(1, 2, bitsPerSecond);

        Read(writer.Written).TryGetBitrate(out var read).ShouldBeTrue();

        ((double)read).ShouldBe(bitsPerSecond, (bitsPerSecond * 1e-5) + 0.1);
    }

    [Fact]
    public void Each_packets_arrival_is_told_to_a_quarter_of_a_millisecond()
    {
        var log = new ArrivalLog(_time);
        (ushort Number, double At)[] arrivals =
            [(65_533, 100), (65_534, 100.3), (0, 260), (2, 250), (3, 251), (9, 400), (10, 3_000)]; // 0 and 2 overtook
        foreach (var (number, at) in arrivals)
        {
            _time.MoveTo(at);
            log.Note(number, _time.GetTimestamp());
        }

        log.IsDue.ShouldBeTrue();
        var told = Tell(log);

        told.Keys.ToArray().ShouldBe([65_533, 65_534, 65_535, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        told.Where(packet => packet.Value is null).Select(packet => packet.Key).ShouldBe([65_535, 1, 4, 5, 6, 7, 8]);
        foreach (var (number, at) in arrivals)
            (told[number]!.Value - told[65_533]!.Value).ShouldBe(at - 100, 0.26);
        log.IsDue.ShouldBeFalse();
        log.Note(10, _time.GetTimestamp());
        log.IsDue.ShouldBeFalse(); // told already
        log.Note(11, _time.GetTimestamp());
        Tell(log).Keys.ToArray().ShouldBe([11]);
    }

    [Fact]
    public void Runs_and_vectors_of_other_implementations_are_read()
    {
        // 3 × not received, 2 × received (run lengths); then one-bit symbols 1 0 1 of which 3 count.
        byte[] control =
        [
            0, 10, 0, 8, 0, 0, 1, 0,
            0x00, 3, 0x20, 2, 0xA8, 0x00,
            4, 8, 12, 16,
        ];

        TransportFeedbackReader.TryParse(control, out var reader).ShouldBeTrue();
        var arrived = new List<string>();
        while (reader.TryRead())
            arrived.Add(reader.Arrived ? FormattableString.Invariant($"{reader.Sequence}@{reader.ArrivedAt}") : "-");

        arrived.ShouldBe(["-", "-", "-", "13@65", "14@67", "15@70", "-", "17@74"]);
    }

    [Fact]
    public void What_is_missing_is_asked_for_again_until_it_comes_or_is_too_late()
    {
        var losses = new LossTracker(_time);
        Note(losses, 0, 100, 101, 104);

        Take(losses, 0).ShouldBe([102, 103]);
        Take(losses, 50).ShouldBeEmpty(); // on its way
        _time.MoveTo(60);
        losses.NoteRepair(102);
        losses.RoundTrip.ShouldBe(TimeSpan.FromMilliseconds(60));
        Take(losses, 95).ShouldBe([103]); // a round and a half later
        Take(losses, 200).ShouldBe([103]);
        Take(losses, 300).ShouldBeEmpty(); // three times are enough
        losses.Repaired.ShouldBe(1);
    }

    [Fact]
    public void What_is_only_overtaken_is_not_asked_for_once_that_is_known()
    {
        var losses = new LossTracker(_time);
        Note(losses, 0, 1, 3);
        Take(losses, 0).ShouldBe([2]);
        Note(losses, 30, 2); // it came by itself, a frame and a half later

        Note(losses, 100, 4, 6);
        Take(losses, 120).ShouldBeEmpty();
        Take(losses, 130).ShouldBe([5]);
    }

    [Fact]
    public void Nothing_is_asked_for_when_answers_take_too_long_or_the_line_was_dead()
    {
        var slow = new LossTracker(_time);
        Note(slow, 0, 1, 3);
        Take(slow, 0).ShouldBe([2]);
        _time.MoveTo(300);
        slow.NoteRepair(2);
        Note(slow, 310, 5);
        Take(slow, 320).ShouldBeEmpty();
        Note(slow, 10_990, 6, 8);
        Take(slow, 11_000).ShouldBe([7]); // looks whether the line is better now

        var dead = new LossTracker(_time);
        Note(dead, 0, 1, 200);
        Take(dead, 0).ShouldBeEmpty();
    }

    [Fact]
    public void What_was_sent_can_be_sent_again_for_a_while_and_once_a_question()
    {
        var history = new PacketHistory(_time);
        var packet = new byte[1_500];
        for (var i = 0; i < 1_000; i++)
            history.Keep((ushort)(65_000 + i), [.. new byte[90], (byte)i, (byte)(i >> 8)]);

        history.Find(463, packet).ShouldBe(92);
        (packet[90] | packet[91] << 8).ShouldBe(999);
        history.Find(463, packet).ShouldBe(0); // just now
        _time.MoveTo(30);
        history.Find(463, packet).ShouldBe(92);
        history.Find(314, packet).ShouldBe(92);
        history.Find(65_000, packet).ShouldBe(0); // gave way
        history.Find(3, packet).ShouldBe(0); // never was
    }

    [Fact]
    public void The_encoder_follows_loss_at_once_and_good_times_slowly()
    {
        var tuning = new EncoderTuning(guessedLossPercent: 10, fullBitrate: 32_000, _time);
        Report(0.01);
        tuning.LossPercent.ShouldBe(10);

        for (var i = 0; i < 5; i++)
            Report(0.25);
        tuning.LossPercent.ShouldBe(30);
        tuning.Bitrate.ShouldBe(16_000);

        Report(0);
        tuning.LossPercent.ShouldBe(30); // one good report is no good line
        for (var i = 0; i < 60; i++)
            Report(0);
        tuning.LossPercent.ShouldBe(0);
        tuning.Bitrate.ShouldBe(32_000);
        Report(0.02);
        tuning.LossPercent.ShouldBe(10);

        tuning.ReportBitrate(20_000);
        tuning.Bitrate.ShouldBe(20_000);
        tuning.ReportBitrate(1);
        tuning.Bitrate.ShouldBe(12_000);

        void Report(double loss)
        {
            _time.MoveTo(_time.Milliseconds + 2_000);
            tuning.ReportLoss(loss);
        }
    }

    [Fact]
    public void Errors_are_corrected_until_the_line_has_been_clean_for_a_while()
    {
        var tuning = new EncoderTuning(guessedLossPercent: 10, fullBitrate: 32_000, _time);
        tuning.ReportLoss(0);
        tuning.LossPercent.ShouldBe(10);

        _time.MoveTo(_time.Milliseconds + 5_000);
        tuning.ReportLoss(0);
        tuning.LossPercent.ShouldBe(10);

        _time.MoveTo(_time.Milliseconds + 5_000);
        tuning.ReportLoss(0);
        tuning.LossPercent.ShouldBe(0);
    }

    [Fact]
    public void Hostile_feedback_is_read_to_the_end_without_harm()
    {
        var random = new Random(15);
        for (var i = 0; i < 20_000; i++)
        {
            var datagram = new byte[4 * random.Next(4, 30)];
            random.NextBytes(datagram);
            datagram[0] = (byte)(0x80 | (random.Next(3) == 0 ? 15 : random.Next(1, 5)));
            datagram[1] = (byte)random.Next(205, 207);
            (datagram[2], datagram[3]) = (0, (byte)((datagram.Length / 4) - 1));
            if (i % 2 == 0)
                "REMB"u8.CopyTo(datagram.AsSpan(12));
            if (i % 4 == 1 && datagram.Length > 24)
                datagram[14] = 0; // a believable count

            var feedback = Read(datagram.AsSpan());
            feedback.TryGetBitrate(out var bitrate);
            bitrate.ShouldBeGreaterThanOrEqualTo(0);
            feedback.AsksForKeyframeOf(1);
            for (var nack = new NackReader(feedback.Control); nack.TryRead();)
            {
            }

            if (TransportFeedbackReader.TryParse(feedback.Control, out var arrivals))
            {
                while (arrivals.TryRead())
                    double.IsFinite(arrivals.ArrivedAt).ShouldBeTrue();
            }
        }
    }

    private static RtcpFeedback Read(ReadOnlySpan<byte> datagram)
    {
        var reader = new RtcpReader(datagram);
        reader.TryRead().ShouldBeTrue();
        RtcpFeedback.TryGet(reader, out var feedback).ShouldBeTrue();
        return feedback;
    }

    private static Dictionary<ushort, double?> Tell(ArrivalLog log)
    {
        var writer = new RtcpWriter(new byte[ArrivalLog.MaxReportLength]);
        log.Write(ref writer, 1, 2);
        var told = new Dictionary<ushort, double?>();
        TransportFeedbackReader.TryParse(Read(writer.Written).Control, out var reader).ShouldBeTrue();
        while (reader.TryRead())
            told[reader.Sequence] = reader.Arrived ? reader.ArrivedAt : null;
        return told;
    }

    private void Note(LossTracker losses, double at, params long[] sequences)
    {
        _time.MoveTo(at);
        foreach (var sequence in sequences)
            losses.Note(sequence);
    }

    private ushort[] Take(LossTracker losses, double at)
    {
        _time.MoveTo(at);
        var numbers = new ushort[LossTracker.Capacity];
        return numbers[..losses.Take(numbers)];
    }
}
