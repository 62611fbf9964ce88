using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace TalksPlatform.Broadcast.Hubs.Sockets;

/// <summary>What clients may call, by its name on the wire.</summary>
internal sealed class HubMethods
{
    private readonly FrozenDictionary<string, HubMethod>.AlternateLookup<ReadOnlySpan<char>> _byName;

    private HubMethods(FrozenDictionary<string, HubMethod> methods) => _byName = methods.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>All public methods of the hub, each with what its attributes ask for.</summary>
    /// <param name="json">How arguments are read.</param>
    /// <param name="policies">Where the attributes' policies are found.</param>
    public static HubMethods Of(JsonSerializerOptions json, IAuthorizationPolicyProvider policies)
    {
        var methods = new List<HubMethod>();
        foreach (var method in typeof(TalkHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            if (method.GetBaseDefinition().DeclaringType != typeof(TalkHub) || method.IsSpecialName)
                continue;
            // The hub's own attribute was asked when the connection was opened. Policies are in memory: nothing is waited for.
            AuthorizeAttribute[] asked = [.. method.GetCustomAttributes<AuthorizeAttribute>()];
            var policy = asked.Length == 0 ? null : AuthorizationPolicy.CombineAsync(policies, asked).GetAwaiter().GetResult();
            var arguments = method.GetParameters().Select(parameter => json.GetTypeInfo(parameter.ParameterType));
            methods.Add(new HubMethod(method, [.. arguments], policy));
        }
        return new HubMethods(methods.ToFrozenDictionary(method => method.Method.Name, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The method of this name, or null.</summary>
    public HubMethod? Find(ReadOnlySpan<char> name) => _byName.TryGetValue(name, out var method) ? method : null;
}

/// <summary>One method of the hub.</summary>
internal sealed class HubMethod
{
    private static readonly MethodInfo OfResult = typeof(HubMethod).GetMethod(nameof(ResultAsync), BindingFlags.Static | BindingFlags.NonPublic)!;

    private readonly MethodInvoker _invoker;
    private readonly Func<Task, ValueTask<object?>> _settle;

    public HubMethod(MethodInfo method, JsonTypeInfo[] arguments, AuthorizationPolicy? policy)
    {
        (Method, Arguments, Policy) = (method, arguments, policy);
        _invoker = MethodInvoker.Create(method);
        _settle = method.ReturnType == typeof(Task)
            ? NothingAsync
            : OfResult.MakeGenericMethod(method.ReturnType.GetGenericArguments()).CreateDelegate<Func<Task, ValueTask<object?>>>();
    }

    public MethodInfo Method { get; }

    public string Name => Method.Name;

    public JsonTypeInfo[] Arguments { get; }

    /// <summary>What a caller must be, beyond being connected.</summary>
    public AuthorizationPolicy? Policy { get; }

    public ValueTask<object?> InvokeAsync(Hub hub, object?[] arguments) => _settle((Task)_invoker.Invoke(hub, arguments.AsSpan())!);

    private static async ValueTask<object?> NothingAsync(Task call)
    {
        await call;
        return null;
    }

    private static async ValueTask<object?> ResultAsync<T>(Task call) => await (Task<T>)call;
}
