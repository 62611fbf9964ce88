using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Outputs.Hls;
using TalksPlatform.Broadcast.Media.Outputs.Hls.Buckets;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>The live stream in an S3-compatible store.</summary>
public sealed class BucketTests : IDisposable
{
    private const string NotThere = "s3rver cannot be installed.";

    private readonly DataFolder _data = new(Directory.CreateTempSubdirectory("bucket-").FullName);
    private readonly TalkId _talk = TalkId.Of(EpisodeId.New());
    private readonly HlsRun _run = new(TimeProvider.System.GetUtcNow(), IsResumed: false, "aaaaaaa") { Initialisation = "init.mp4" };

    public void Dispose() => Directory.Delete(_data.Path, recursive: true);

    /// <summary>The examples of Amazon's own description of the signature.</summary>
    [Theory]
    [InlineData("GET", "https://examplebucket.s3.amazonaws.com/test.txt", "Range", "bytes=0-9", "",
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")]
    [InlineData("PUT", "https://examplebucket.s3.amazonaws.com/test%24file.text", "x-amz-storage-class", "REDUCED_REDUNDANCY", "Welcome to Amazon S3.",
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")]
    public void Requests_are_signed_as_the_description_says(string method, string address, string header, string value, string body, string signature)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.TryAddWithoutValidation(header, value);
        if (method == "PUT")
            request.Headers.TryAddWithoutValidation("Date", "Fri, 24 May 2013 00:00:00 GMT");
        var bucket = new BucketOptions(new Uri(address), "us-east-1", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

        AwsSignature.Sign(request, Encoding.UTF8.GetBytes(body), bucket, new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero));

        request.Headers.GetValues("Authorization").Single().ShouldEndWith($",Signature={signature}");
    }

    [Fact]
    public async Task A_stream_is_copied_behind_what_is_said_also_when_the_store_was_away_and_deleted_with_it()
    {
        await using var store = new S3Store();
        Assert.SkipUnless(await S3Store.TryInstallAsync(), NotThere); // or the pauses between tries grow while it is installed
        var streams = new HlsStreams(_data);
        using var courier = new BucketCourier(
            streams, new BroadcastOptions { Bucket = store.Options }, _data, TimeProvider.System, NullLogger<BucketCourier>.Instance);
        await courier.StartAsync(CancellationToken.None);
        var rungs = streams.Open(_talk);
        var stream = rungs[0];
        stream.AddInitialisation("init"u8);
        Add(stream, 0, "zero"); // nobody waits for the store, which is not there
        Add(stream, 1, "one");
        var output = new BucketOutput(_talk, courier, TimeProvider.System);
        var health = new OutputHealth(output, NullLogger.Instance);
        using var leaving = new CancellationTokenSource();
        var showing = output.RunAsync(health, leaving.Token);
        await Eventually.BecomesAsync(() => health.View is { State: "retrying", Code: "output.bucket" }, "the studio sees it");
        health.View.Reason.ShouldNotBeNull().ShouldStartWith("The store is not reached");

        Assert.SkipUnless(await store.TryStartAsync(), NotThere);
        await Eventually.BecomesAsync(() => health.View is { State: "running", Reason: null }, "the studio sees that it goes on");
        await leaving.CancelAsync();
        await showing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await Eventually.BecomesAsync(async () => await store.FindAsync($"{_talk}/24k/1.m4s") is ("one", HlsAnswers.ForEver), "it is brought afterwards");
        Add(stream, 2, "two");
        foreach (var rung in rungs)
            rung.End();
        await Eventually.BecomesAsync(
            async () => (await TextAsync(store, "24k/all.m3u8")).EndsWith("\n2.m4s\n#EXT-X-ENDLIST\n", StringComparison.Ordinal)
                && (await TextAsync(store, "24k/index.m3u8")).EndsWith("\n2.m4s\n#EXT-X-ENDLIST\n", StringComparison.Ordinal)
                && (await TextAsync(store, "live.m3u8")).Contains("24k/index.m3u8", StringComparison.Ordinal),
            "the playlists tell of all");
        (await TextAsync(store, "24k/init.mp4")).ShouldBe("init");

        streams.Forget(_talk);
        streams.Erase(_talk);
        await Eventually.BecomesAsync(
            async () => await store.FindAsync($"{_talk}/24k/1.m4s") is null && await store.FindAsync($"{_talk}/live.m3u8") is null, "nothing is kept");
        await Eventually.BecomesAsync(() => !Directory.EnumerateFiles(_data.At("hls")).Any(), "and nothing is left to do");
        await courier.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_copy_that_nobody_takes_is_told_of_and_one_that_is_not_asked_for_is_no_output()
    {
        var nobody = BucketOptions.Parse($"http://key:secret@127.0.0.1:{FreePort.UdpAndTcp()}/talks");
        var streams = new HlsStreams(_data);
        using var courier = new BucketCourier(
            streams, new BroadcastOptions { Bucket = nobody }, _data, TimeProvider.System, NullLogger<BucketCourier>.Instance);
        await courier.StartAsync(CancellationToken.None);
        var stream = streams.Open(_talk)[0];
        courier.TroubleOf(_talk).ShouldBeNull();
        stream.AddInitialisation("init"u8);
        Add(stream, 0, "zero");

        await Eventually.BecomesAsync(() => courier.TroubleOf(_talk) is { } told && told.StartsWith("The store is not reached", StringComparison.Ordinal), "it is told of");
        courier.TroubleOf(TalkId.Of(EpisodeId.New())).ShouldBeNull("each talk has its own");
        await courier.StopAsync(CancellationToken.None);

        using var none = new BucketCourier(streams, new BroadcastOptions(), _data, TimeProvider.System, NullLogger<BucketCourier>.Instance);
        new BucketStanding(none, TimeProvider.System).Create(new TalkProgramme(_talk)).ShouldBeNull();
    }

    [Fact]
    public async Task What_a_restart_left_over_is_brought()
    {
        await using var store = new S3Store();
        var before = new HlsStreams(_data).Open(_talk)[0];
        before.AddInitialisation("init"u8);
        Add(before, 0, "zero");
        Assert.SkipUnless(await store.TryStartAsync(), NotThere);

        using var courier = new BucketCourier(
            new HlsStreams(_data), new BroadcastOptions { Bucket = store.Options }, _data, TimeProvider.System, NullLogger<BucketCourier>.Instance);
        await courier.StartAsync(CancellationToken.None);

        await Eventually.BecomesAsync(async () => await store.FindAsync($"{_talk}/24k/0.m4s") is not null, "it is brought");
        await courier.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_store_that_refuses_is_told_of_without_the_secret()
    {
        await using var store = new S3Store();
        Assert.SkipUnless(await store.TryStartAsync(), NotThere);
        using var stranger = new Bucket(store.Options with { AccessKey = "nobody" }, TimeProvider.System);

        var refused = await Should.ThrowAsync<BucketException>(() => stranger.PutAsync("x", [1], HlsAnswers.SoundType, HlsAnswers.ForEver, CancellationToken.None));

        refused.Message.ShouldBe("The store refuses (403).");
    }

    [Theory]
    [InlineData("https://key:a%2Fb@s3.example.la/talks/live?region=ap-1", "https://s3.example.la/talks/live/", "ap-1", "a/b")]
    [InlineData("http://key:b@127.0.0.1:9000/talks", "http://127.0.0.1:9000/talks/", "us-east-1", "b")]
    public void A_bucket_is_named_by_one_address(string text, string address, string region, string secret) =>
        BucketOptions.Parse(text).ShouldBe(new BucketOptions(new Uri(address), region, "key", secret));

    [Theory]
    [InlineData("https://s3.example.la/talks")]
    [InlineData("https://key@s3.example.la/talks")]
    [InlineData("https://key:secret@s3.example.la")]
    [InlineData("s3://key:secret@talks")]
    [InlineData("talks")]
    public void Nothing_else_names_one(string text) =>
        Should.Throw<FormatException>(() => BucketOptions.Parse(text)).Message.ShouldNotContain("secret@talks");

    private async Task<string> TextAsync(S3Store store, string file) => (await store.FindAsync($"{_talk}/{file}"))?.Text ?? "";

    private void Add(HlsRungStream stream, int number, string sound) =>
        stream.AddSegment(_run, null, new HlsPiece(TimeSpan.FromSeconds(2 * number), 2, Encoding.ASCII.GetBytes(sound)));
}
