import { type PipeTransform } from '@nestjs/common';

/** CometChat forces uids and guids to lower case. */
export class LowerCase implements PipeTransform<string, string> {
  transform(value: string): string {
    return value.toLowerCase();
  }
}
