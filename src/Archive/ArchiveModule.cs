using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TalksPlatform.Archive.Downloads;
using TalksPlatform.Archive.Feeds;
using TalksPlatform.Archive.Jobs;
using TalksPlatform.Archive.Recordings;
using TalksPlatform.Archive.Renditions;
using TalksPlatform.Archive.Replays;
using TalksPlatform.Archive.Storage;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Ffmpeg;
using TalksPlatform.Foundation.Jobs;
using TalksPlatform.Foundation.Messaging;

namespace TalksPlatform.Archive;

/// <summary>The archive: turns recordings into replays and lets the public have them.</summary>
public static class ArchiveModule
{
    /// <summary>Adds the archive's jobs, its reader and its migrations.</summary>
    /// <exception cref="ValidationException">An option is out of its bounds.</exception>
    public static IServiceCollection AddArchive(this IServiceCollection services, ArchiveOptions options)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        services.TryAddSingleton<FfmpegRunner>();
        return services
            .AddSingleton(options)
            .AddSingleton<ArchiveDb>()
            .AddMigrations(ArchiveDb.SchemaName, typeof(ArchiveModule).Assembly)
            .AddSingleton<DiskMediaStore>()
            .AddSingleton<IMediaStore>(provider => provider.GetRequiredService<DiskMediaStore>())
            .AddHostedService<DraftSweeper>()
            .AddSingleton<MasterWriter>()
            .AddSingleton<TrackWriter>()
            .AddSingleton<Leveller>()
            .AddSingleton<Transcoder>()
            .AddSingleton<ReplayReader>()
            .AddSingleton<IReplayReader>(provider => provider.GetRequiredService<ReplayReader>())
            .AddSingleton<IAnswerLookUp, AnswerLookUp>()
            .AddScoped<FeedSource>()
            .AddSingleton<FeedVersions>()
            .AddTransient<ReplayEditor>()
            .AddFactHandler<RecordingClosed, ProduceReplay>()
            .AddFactHandler<TalkRecordChanged, ReplayEditor>()
            .AddJob<JoinRecording, JoinRecordingJob>()
            .AddJob<MeasureLoudness, MeasureLoudnessJob>()
            .AddJob<TranscodeRecording, TranscodeRecordingJob>()
            .AddJob<PublishReplay, PublishReplayJob>();
    }

    /// <summary>Maps /media, the feeds, their covers and chapters, and the replay for programs: public, all of them; and the tracks for the hosts.</summary>
    public static IEndpointRouteBuilder MapArchive(this IEndpointRouteBuilder routes)
    {
        MediaEndpoint.Map(routes);
        TrackEndpoints.Map(routes);
        FeedEndpoints.Map(routes);
        ShowReplay.Map(routes);
        return routes;
    }
}
