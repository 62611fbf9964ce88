using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Jobs;
using TalksPlatform.Foundation.Messaging;
using TalksPlatform.Scheduler.Calendar;
using TalksPlatform.Scheduler.Engine;
using TalksPlatform.Scheduler.Episodes;
using TalksPlatform.Scheduler.Jobs;
using TalksPlatform.Scheduler.Series;

namespace TalksPlatform.Scheduler;

/// <summary>The calendar of series and episodes, and the engine that runs every module's jobs.</summary>
public static class SchedulerModule
{
    /// <summary>Adds the module. It needs PostgresOptions, a TimeProvider and the dispatcher of facts.</summary>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public static IServiceCollection AddScheduler(this IServiceCollection services, SchedulerOptions options)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        return services
            .AddSingleton(options)
            .AddSingleton<SchedulerDb>()
            .ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new LocalTimeConverter()))
            .AddMigrations(SchedulerDb.SchemaName, typeof(SchedulerModule).Assembly)
            .AddSingleton<EpisodeReader>()
            .AddSingleton<IEpisodeReader>(all => all.GetRequiredService<EpisodeReader>())
            .AddSingleton<ICalendarLookUp>(all => all.GetRequiredService<EpisodeReader>())
            .AddFactHandler<EpisodeScheduled, EpisodeJobs>()
            .AddFactHandler<EpisodeCancelled, EpisodeJobs>()
            .AddFactHandler<TalkOpened, EpisodeProgress>()
            .AddFactHandler<TalkWentLive, EpisodeProgress>()
            .AddFactHandler<TalkEnded, EpisodeProgress>()
            .AddFactHandler<ReplayPublished, EpisodeProgress>()
            .AddJob<OpenGreenRoom, OpenGreenRoomJob>()
            .AddJob<ReconcileEpisode, ReconcileEpisodeJob>()
            .AddEngine(options);
    }

    /// <summary>Maps the calendar's API under /api.</summary>
    public static void MapScheduler(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api").WithTags("Calendar");
        CreateSeries.Map(api);
        ListSeries.Map(api);
        SetRoomRules.Map(api);
        ScheduleEpisode.Map(api);
        MoveEpisode.Map(api);
        CancelEpisode.Map(api);
        ReadEpisodes.Map(api);
        LookAfterJobs.Map(api);
    }
}
