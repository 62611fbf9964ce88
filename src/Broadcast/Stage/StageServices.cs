using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Broadcast.Handouts;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Slides;
using TalksPlatform.Broadcast.Slides.Rendering;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>What is shown besides the sound: slides, handouts, rundown. Needs DataFolder and TimeProvider.</summary>
internal static class StageServices
{
    public static IServiceCollection AddStage(this IServiceCollection services) => services
        .AddSingleton<Sandbox>()
        .AddSingleton<SlidePainter>()
        .AddSingleton<SlideStore>()
        .AddSingleton<SlideWorkshop>()
        .AddSingleton<SlideDoor>()
        .AddSingleton<HandoutDoor>()
        .AddSingleton<IStageReader, StageReader>()
        .AddHostedService(all => all.GetRequiredService<SlideWorkshop>());

    public static void MapStage(this IEndpointRouteBuilder endpoints)
    {
        SlideEndpoints.Map(endpoints);
        HandoutEndpoints.Map(endpoints);
        PlanEndpoint.Map(endpoints);
    }
}
