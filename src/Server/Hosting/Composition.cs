using TalksPlatform.Archive;
using TalksPlatform.Broadcast;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Messaging;
using TalksPlatform.Scheduler;
using TalksPlatform.Server.Accounts;
using TalksPlatform.Server.Http;
using TalksPlatform.Server.Http.Health;
using TalksPlatform.Server.Pages;

namespace TalksPlatform.Server.Hosting;

/// <summary>The house and its rooms: which modules there are, and where each is reached.</summary>
internal static class Composition
{
    public static void AddTalks(this WebApplicationBuilder builder, ServerOptions options, PostgresOptions postgres)
    {
        var folder = new DataFolder(options.DataFolder);
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(options)
            .AddSingleton(folder)
            .AddSingleton(postgres)
            .AddHttp(options, folder)
            .AddAccounts()
            .AddScheduler(new SchedulerOptions())
            .AddBroadcast(new BroadcastOptions
            {
                UdpPort = options.UdpPort,
                SipPort = options.SipPort,
                RtpPorts = options.RtpPorts,
                Phone = options.Phone,
                AlarmHookNetworks = options.AlarmHookNetworks,
                PublicAddresses = options.PublicAddresses,
                MediaAddress = options.MediaAddress,
                NodeUrl = options.NodeUrl,
                PublicUrl = options.PublicUrl,
                TcpPort = options.TcpPort,
                OffersTcp = options.TcpPort is not null,
                Bucket = options.Bucket,
                WebRtcListeners = options.WebRtcListeners,
                StunUrls = options.StunUrls,
                Turn = options.Turn,
            })
            .AddArchive(new ArchiveOptions { PublicUrl = options.PublicUrl })
            .AddFactDispatcher()
            .AddPages(builder.Configuration);
    }

    public static void MapTalks(this WebApplication app)
    {
        app.UseLiveSound();
        app.UseHttp();
        app.MapHealth();
        app.MapApiDescription();
        app.MapPages();

        var modules = app.MapGroup("").AddEndpointFilter<RouteGroupBuilder, RequestValidation>();
        modules.MapAccounts();
        modules.MapScheduler();
        modules.MapBroadcast();
        modules.MapArchive();
    }
}
