import { Type } from 'class-transformer';
import { IsArray, IsIn, IsNotEmpty, IsNumber, IsObject, IsOptional, IsString, ValidateNested } from 'class-validator';

class EntityDto {
  @IsString() uid!: string;
  @IsString() @IsOptional() name?: string;
  @IsString() @IsOptional() avatar?: string;
  @IsString() @IsOptional() role?: string;
  @IsString() @IsOptional() status?: string;
  @IsNumber() @IsOptional() lastActiveAt?: number;
  @IsString() @IsOptional() conversationId?: string;
}

class EntityHolderDto {
  @ValidateNested() @Type(() => EntityDto) entity!: EntityDto;
  @IsString() entityType!: string;
}

class EntitiesDto {
  @ValidateNested() @Type(() => EntityHolderDto) sender!: EntityHolderDto;
  @ValidateNested() @Type(() => EntityHolderDto) receiver!: EntityHolderDto;
}

class ContentDto {
  @IsString() @IsOptional() text?: string;
  @IsString() @IsOptional() resource?: string;
  @IsObject() @IsOptional() metadata?: Record<string, unknown>;
  @ValidateNested() @IsOptional() @Type(() => EntitiesDto) entities?: EntitiesDto;
}

class MessageDto {
  @IsString() @IsNotEmpty() id!: string;
  @IsString() @IsOptional() muid?: string;
  @IsString() @IsOptional() conversationId?: string;
  @IsString() @IsNotEmpty() sender!: string;
  @IsIn(['user', 'group']) receiverType!: string;
  @IsString() @IsNotEmpty() receiver!: string;
  @IsString() category!: string;
  @IsString() type!: string;
  @IsString() @IsOptional() parentId?: string;
  @IsArray() @IsString({ each: true }) @IsOptional() tags?: string[];
  @ValidateNested() @Type(() => ContentDto) data!: ContentDto;
  @IsNumber() @IsOptional() sentAt?: number;
  @IsNumber() @IsOptional() updatedAt?: number;
}

class OriginDto {
  @IsString() @IsOptional() platform?: string;
  @IsString() @IsOptional() language?: string;
  @IsString() @IsOptional() resource?: string;
}

/** The whole payload, field by field, as tutorials do it. */
export class CallbackDto {
  @IsString() @IsNotEmpty() trigger!: string;
  @ValidateNested() @Type(() => MessageDto) data!: MessageDto;
  @IsString() appId!: string;
  @ValidateNested() @IsOptional() @Type(() => OriginDto) origin?: OriginDto;
  @IsString() @IsOptional() chatAPIVersion?: string;
  @IsString() @IsOptional() region?: string;
  @IsString() @IsNotEmpty() bot!: string;
}
