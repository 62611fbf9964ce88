using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Broadcast.Phone.CallBack;
using TalksPlatform.Broadcast.Phone.Calls;
using TalksPlatform.Broadcast.Phone.Desk;
using TalksPlatform.Broadcast.Phone.Lines;
using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Phone;

/// <summary>Adds telephones.</summary>
internal static class PhoneSetup
{
    public static IServiceCollection AddPhone(this IServiceCollection services) => services
        .AddSingleton<Speaker>()
        .AddSingleton<PromptShelf>()
        .AddSingleton<CallerIdentity>()
        .AddSingleton<DeskDoor>()
        .AddSingleton<CallEquipment>()
        .AddSingleton<Reception>()
        .AddSingleton<PhoneLineBook>()
        .AddSingleton<DialPlan>()
        .AddSingleton<CallBackBudget>()
        .AddSingleton<CallBackDesk>()
        .AddSingleton<IPhoneLines, PhoneLineDesk>()
        .AddSingleton<PromptDesk>()
        .AddSingleton<IPhonePrompts>(all => all.GetRequiredService<PromptDesk>())
        .AddSingleton<Telephone>();

    public static void MapPhone(this IEndpointRouteBuilder endpoints)
    {
        PhoneLineEndpoints.Map(endpoints);
        PromptEndpoints.Map(endpoints);
    }
}
