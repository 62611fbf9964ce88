using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Http;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>.</summary>
internal static class ApiDescription
{
    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = nameof(TalksPlatform);
            document.Info.Description = "Calendar, live talks and archive. Refusals are RFC 9457 problems with a stable code.";
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
        options.CreateSchemaReferenceId = NameOf;
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (Array.Exists(context.JsonTypeInfo.Type.GetInterfaces(), face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IId<>)))
                (schema.Type, schema.Pattern) = (JsonSchemaType.String, "^[0-9a-f]{32}$");
            else if (context.JsonTypeInfo.Type == typeof(NodaTime.LocalDateTime))
                (schema.Type, schema.Pattern) = (JsonSchemaType.String, @"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$");
            return Task.CompletedTask;
        });
    });

    /// <summary>A slice calls its records Request and Response; outside they are called after the slice.</summary>
    private static string? NameOf(JsonTypeInfo json) =>
        OpenApiOptions.CreateDefaultSchemaReferenceId(json) is { } name ? json.Type.DeclaringType?.Name + name : null;

    public static void MapApiDescription(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
}
