using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.Sip;

public sealed class SipCallTests
{
    [Theory]
    [InlineData(AudioCodec.Opus)]
    [InlineData(AudioCodec.G722)]
    [InlineData(AudioCodec.Pcma)]
    [InlineData(AudioCodec.Pcmu)]
    public async Task Two_people_hear_each_other_and_each_key_once(AudioCodec codec)
    {
        await using var studio = await Telephone.PlugInAsync();
        await using var caller = await Telephone.PlugInAsync();
        var (ours, theirs) = await caller.CallAsync(studio, new SipCallOptions { Codecs = [codec], DisplayName = "Mali \"M\"" });
        var digits = "";
        theirs.Digit += digit => digits += digit;
        ours.Codec.ShouldBe(codec);
        theirs.Codec.ShouldBe(codec);

        var conversation = new Conversation();
        ours.Sender.SendDigit('1');
        ours.Sender.SendDigit('1');
        ours.Sender.SendDigit('#');
        await conversation.RunAsync(ours, theirs, seconds: 1);

        await conversation.RunUntilHeardAsync(ours.Sender.Send, ours.Receiver, theirs.Sender.Send, theirs.Receiver);
        digits.ShouldBe("11#");
        theirs.Receiver.Statistics.Lost.ShouldBe(0);
        await ours.HangUpAsync();
        (await theirs.Ended.WaitAsync(TimeSpan.FromMinutes(1))).ShouldBe("The far end hung up.");
        studio.Troubles.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_one_who_rings_is_seen_and_can_be_refused()
    {
        await using var studio = await Telephone.PlugInAsync();
        await using var caller = await Telephone.PlugInAsync(options => options with { User = "mali", DisplayName = "Mali" });

        var calling = caller.Agent.CallAsync(studio.Address with { User = "morning talk" });
        var ringing = await studio.RingsAsync();
        ringing.From.User.ShouldBe("mali");
        ringing.DisplayName.ShouldBe("Mali");
        ringing.To.User.ShouldBe("morning talk");
        await ringing.RejectAsync(603, "Not today");

        var refusal = await Should.ThrowAsync<SipCallException>(() => calling);
        refusal.Status.ShouldBe(603);
        refusal.Reason.ShouldBe("Not today");
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_told_to_whoever_would_answer()
    {
        await using var studio = await Telephone.PlugInAsync();
        await using var caller = await Telephone.PlugInAsync();
        using var patience = new CancellationTokenSource();

        var calling = caller.Agent.CallAsync(studio.Address, ct: patience.Token);
        var ringing = await studio.RingsAsync();
        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => calling);
        await Eventually.BecomesAsync(() => ringing.GivenUp.IsCancellationRequested, "the studio hears of it");
        (await Should.ThrowAsync<SipCallException>(() => ringing.AcceptAsync())).Status.ShouldBe(487);
    }

    [Fact]
    public async Task Nobody_answers_for_ever()
    {
        await using var studio = await Telephone.PlugInAsync();
        await using var caller = await Telephone.PlugInAsync();

        var calling = caller.Agent.CallAsync(studio.Address, new SipCallOptions { RingTimeout = TimeSpan.FromMilliseconds(300) });

        (await Should.ThrowAsync<SipCallException>(() => calling)).Status.ShouldBe(408);
        var ringing = await studio.RingsAsync();
        await Eventually.BecomesAsync(() => ringing.GivenUp.IsCancellationRequested, "the ringing stops");
    }

    [Fact]
    public async Task Without_a_common_codec_there_is_no_call()
    {
        await using var studio = await Telephone.PlugInAsync(options => options with { Codecs = [AudioCodec.G722] });
        await using var caller = await Telephone.PlugInAsync();

        var calling = caller.Agent.CallAsync(studio.Address, new SipCallOptions { Codecs = [AudioCodec.Pcma] });

        (await Should.ThrowAsync<SipCallException>(() => calling)).Status.ShouldBe(488);
    }

    [Theory]
    [InlineData("secret", false, true)]
    [InlineData("secret", true, true)]
    [InlineData("guess", false, false)]
    [InlineData("guess", true, false)]
    public async Task A_caller_proves_who_she_is(string password, bool bySha256, bool admitted)
    {
        await using var studio = await Telephone.PlugInAsync(
            options => options with { PasswordOf = user => user == "mali" ? "secret" : null, AsksForSha256 = bySha256 });
        await using var caller = await Telephone.PlugInAsync(
            options => options with { Credentials = new SipCredentials("mali", password) });

        var calling = caller.Agent.CallAsync(studio.Address);

        if (admitted)
        {
            await (await studio.RingsAsync()).AcceptAsync();
            await (await calling).HangUpAsync();
        }
        else
        {
            (await Should.ThrowAsync<SipCallException>(() => calling)).Status.ShouldBe(401);
        }
    }

    [Fact]
    public async Task One_stranger_cannot_keep_every_line_busy()
    {
        await using var studio = await Telephone.PlugInAsync(options => options with { MaxCallsPerSourcePerMinute = 2 });
        await using var caller = await Telephone.PlugInAsync();
        for (var i = 0; i < 2; i++)
            await caller.CallAsync(studio);

        (await Should.ThrowAsync<SipCallException>(() => caller.Agent.CallAsync(studio.Address))).Status.ShouldBe(503);
    }

    [Fact]
    public async Task A_full_house_says_so()
    {
        await using var studio = await Telephone.PlugInAsync(options => options with { MaxCalls = 1 });
        await using var caller = await Telephone.PlugInAsync();
        var (ours, theirs) = await caller.CallAsync(studio);

        (await Should.ThrowAsync<SipCallException>(() => caller.Agent.CallAsync(studio.Address))).Status.ShouldBe(503);

        await ours.HangUpAsync();
        await theirs.Ended;
        await caller.CallAsync(studio);
    }

    [Fact]
    public async Task A_silent_line_is_hung_up()
    {
        await using var studio = await Telephone.PlugInAsync(options => options with { MediaTimeout = TimeSpan.FromSeconds(1) });
        await using var caller = await Telephone.PlugInAsync();

        var (ours, theirs) = await caller.CallAsync(studio);

        (await theirs.Ended.WaitAsync(TimeSpan.FromMinutes(1))).ShouldStartWith("No sound came");
        (await ours.Ended.WaitAsync(TimeSpan.FromMinutes(1))).ShouldBe("The far end hung up.");
    }

    [Fact]
    public async Task Closing_the_agent_hangs_up_its_calls()
    {
        var studio = await Telephone.PlugInAsync();
        await using var caller = await Telephone.PlugInAsync();
        var (ours, _) = await caller.CallAsync(studio);

        await studio.DisposeAsync();

        (await ours.Ended.WaitAsync(TimeSpan.FromMinutes(1))).ShouldBe("The far end hung up.");
        ours.Sender.Send(new float[960]); // the encoder thread may come a moment too late
        ours.Receiver.Read(new float[960]).ShouldBeFalse();
    }
}
