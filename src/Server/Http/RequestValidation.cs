using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Server.Http;

/// <summary>
/// Checks the attributes on every request record before its handler sees it. They stand on the parameters of a record's
/// constructor, where one writes them without thinking, and not on its properties, where the framework looks.
/// </summary>
internal sealed class RequestValidation : IEndpointFilter
{
    private static readonly ConcurrentDictionary<Type, Rule[]> Rules = new();

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        foreach (var argument in context.Arguments)
            Check(argument);
        return next(context);
    }

    /// <summary>Checks what did not come by an endpoint.</summary>
    /// <exception cref="FaultException">request.invalid</exception>
    public static void Check(object? argument)
    {
        CheckRecord(argument);
        if (argument is IList items) // a body that is an array
            foreach (var item in items)
                CheckRecord(item);
    }

    private static void CheckRecord(object? record)
    {
        if (record is null)
            return;
        foreach (var (property, attribute) in Rules.GetOrAdd(record.GetType(), RulesOf))
        {
            var context = new ValidationContext(record) { MemberName = property.Name };
            if (attribute.GetValidationResult(property.GetValue(record), context) is { } wrong)
                throw new Fault("request.invalid", FaultKind.Invalid, wrong.ErrorMessage ?? $"{property.Name} is not valid.").AsException();
        }
    }

    private static Rule[] RulesOf(Type type)
    {
        if (type.Namespace?.StartsWith(nameof(TalksPlatform), StringComparison.Ordinal) is not true)
            return [];
        var parameters = type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).ToLookup(parameter => parameter.Name, StringComparer.Ordinal);
        return
        [
            .. from property in type.GetProperties()
               where property.GetIndexParameters().Length == 0
               from attribute in property.GetCustomAttributes<ValidationAttribute>()
                   .Concat(parameters[property.Name].SelectMany(parameter => parameter.GetCustomAttributes<ValidationAttribute>()))
               select new Rule(property, attribute),
        ];
    }

    private sealed record Rule(PropertyInfo Property, ValidationAttribute Attribute);
}
