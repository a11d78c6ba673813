using GptImage.Sdk.PostgreSql;
using Microsoft.Extensions.Options;

namespace GptImage.Sdk.Hangfire;

/// <summary>Checks the options of a fleet when the host starts: as those of its database, under the names of the fleet.</summary>
internal sealed class FleetOptionsValidator : IValidateOptions<ImageFleetOptions>
{
    public ValidateOptionsResult Validate(string? name, ImageFleetOptions options)
    {
        List<string> problems =
        [
            .. OptionsProblems.Find(
                nameof(ImageFleetOptions), options.ConnectionString, options.Pictures, options.RequestJson, options.Heartbeat,
                options.SpendLimit),
        ];
        if (options.ImagesPerMinute < 1)
        {
            problems.Add(FormattableString.Invariant(
                $"ImageFleetOptions.ImagesPerMinute is {options.ImagesPerMinute}; set 1 or more, or null for no shared limit."));
        }

        return problems.Count > 0 ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }
}
