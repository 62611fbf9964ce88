using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Hosts;
using TalksPlatform.Broadcast.Hubs.Fanout;
using TalksPlatform.Broadcast.Hubs.Sockets;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Phone.Calls;
using TalksPlatform.Broadcast.Phone.Desk;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Registration;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>The room: how people meet a talk, over the hub and over HTTP.</summary>
internal static class RoomServices
{
    public static IServiceCollection AddRoom(this IServiceCollection services)
    {
        services.AddSignalR()
            .AddJsonProtocol(json => BroadcastJson.Configure(json.PayloadSerializerOptions))
            .AddHubOptions<TalkHub>(hub => hub.MaximumReceiveMessageSize = TalkHub.LongestMessage);
        services.AddOptions<HubOptions<TalkHub>>().Configure<FaultFilter, PaceFilter>((hub, faults, pace) =>
        {
            // The filters themselves: of their types SignalR would ask the container at every call.
            hub.AddFilter(faults);
            hub.AddFilter(pace);
        });
        return services
            .AddSingleton<FanoutThreads>()
            .AddSingleton<FanoutLifetimeManager>()
            .AddSingleton<HubLifetimeManager<TalkHub>>(all => all.GetRequiredService<FanoutLifetimeManager>())
            .AddSingleton<HubCalls>()
            .AddSingleton<HubSockets>()
            .AddSingleton<FaultFilter>()
            .AddSingleton<PaceFilter>()
            .AddSingleton<AskPace>()
            .AddSingleton<RoomDirectory>()
            .AddSingleton<Doorkeeper>()
            .AddSingleton<Registrations>()
            .AddSingleton<IRegistrationReader>(all => all.GetRequiredService<Registrations>())
            .AddSingleton<IOwnReader, OwnReader>()
            .AddSingleton<IHandoutLookUp, HandoutLookUp>()
            .AddSingleton<PollTemplates>()
            .AddSingleton<IPollDrafts, PollDrafts>()
            .AddSingleton<IRundownDraft, RundownDraft>()
            .AddSingleton<SoundBook>()
            .AddSingleton<DeskPins>()
            .AddSingleton<IDeskByPhone, DeskByPhone>()
            .AddSingleton<IProgrammeCompanion, HostWatch>()
            .AddSingleton<ITalkReader, TalkReader>()
            .AddSingleton<StudioSignals>()
            .AddSingleton<IStudioSignals>(all => all.GetRequiredService<StudioSignals>())
            .AddHostedService<PeakKeeper>()
            .AddSingleton<NodeWhispers>()
            .AddHostedService(all => all.GetRequiredService<NodeWhispers>())
            .AddSingleton<CallersOnLine>()
            .AddHostedService<HandKeeper>();
    }

    public static void MapRoom(this IEndpointRouteBuilder endpoints)
    {
        var talks = endpoints.MapGroup("/api/talks");
        RoomEndpoint.Map(talks);
        RoomForms.Map(talks);
        PollTemplateEndpoints.Map(endpoints);
        PhoneRecordings.Map(talks);
        DeskPinEndpoints.Map(talks);
        RegistrationForm.MapOwn(endpoints);
        RegistrationReports.Map(endpoints);
        var sockets = endpoints.ServiceProvider.GetRequiredService<HubSockets>();
        endpoints.MapHub<TalkHub>(TalkHub.Path, Configure).Add(endpoint => TakeSockets(endpoint, sockets));
    }

    private static void TakeSockets(EndpointBuilder endpoint, HubSockets sockets)
    {
        var answer = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = request => sockets.TryServe(request, out var serving) ? serving : answer(request);
    }

    private static void Configure(HttpConnectionDispatcherOptions connection)
    {
        connection.TransportSendTimeout = TalkHub.SlowestSend;
        connection.ApplicationMaxBufferSize = 2 * TalkHub.LongestMessage;
        connection.CloseOnAuthenticationExpiration = true;
    }
}
