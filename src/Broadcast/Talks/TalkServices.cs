using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Messaging;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>The talks and what keeps them in step with log, calendar and clock.</summary>
internal static class TalkServices
{
    public static IServiceCollection AddTalks(this IServiceCollection services) => services
        .AddSingleton<TalkBell>()
        .AddSingleton<TalkLog>()
        .AddSingleton<TalkDirectory>()
        .AddSingleton<CalendarCopy>()
        .AddHostedService(all => all.GetRequiredService<TalkBell>())
        .AddHostedService<OnAirTimer>()
        .AddHostedService<PollTimer>()
        .AddHostedService<TalkWatch>()
        .AddFactHandler<GreenRoomDue, OpenGreenRoom>()
        .AddFactHandler<EpisodeScheduled, FollowCalendar>()
        .AddFactHandler<EpisodeCancelled, CloseCancelledTalk>()
        .AddFactHandler<EpisodeDue, ReconcileStart>();
}
