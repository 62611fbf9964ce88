using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Broadcast.Media.Outputs.AsRun;
using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Media.Outputs.Hls;
using TalksPlatform.Broadcast.Media.Outputs.Hls.Buckets;
using TalksPlatform.Broadcast.Media.Outputs.Icecast;
using TalksPlatform.Broadcast.Media.Outputs.Mp3;
using TalksPlatform.Broadcast.Media.Outputs.Probing;
using TalksPlatform.Broadcast.Media.Outputs.Rtmp;
using TalksPlatform.Broadcast.Media.Outputs.Rtmp.Picture;
using TalksPlatform.Broadcast.Media.Outputs.StudioLink;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs;

/// <summary>Adds where the programme goes.</summary>
internal static class OutputSetup
{
    public static IServiceCollection AddOutputs(this IServiceCollection services) => services
        .AddSingleton<OutputBook>()
        .AddSingleton<OutputDesk>()
        .AddSingleton<TalkOutputs>()
        .AddSingleton<ITalkOutputs>(all => all.GetRequiredService<TalkOutputs>())
        .AddSingleton<StationDoor>()
        .AddSingleton<LineIdent>()
        .AddSingleton<IOutputKind, StudioLinkKind>()
        .AddSingleton<IOutputKind, IcecastKind>()
        .AddSingleton<IOutputKind, RtmpKind>()
        .AddSingleton<IProgrammeCompanion, OutputProbing>()
        .AddSingleton<AsRunBook>()
        .AddSingleton<IProgrammeCompanion, AsRunLog>()
        .AddSingleton<CardPainter>()
        .AddSingleton<PictureStreams>()
        .AddSingleton<HlsStreams>()
        .AddSingleton<BucketCourier>()
        .AddHostedService(all => all.GetRequiredService<BucketCourier>())
        .AddSingleton<IStandingOutput, BucketStanding>()
        .AddSingleton<Mp3Streams>()
        .AddSingleton<Mp3Endpoints.Mp3Listening>()
        .AddSingleton<IStandingOutput, HlsStanding>()
        .AddSingleton<IStandingOutput, Mp3Standing>();

    public static void MapOutputs(this IEndpointRouteBuilder endpoints)
    {
        HlsEndpoints.Map(endpoints);
        Mp3Endpoints.Map(endpoints);
        OutputEndpoints.Map(endpoints);
        AsRunEndpoints.Map(endpoints);
    }
}
